/** A request to the Messages API, read as far as its checks need it, whatever a client sent. */
import { isRecord } from '../../fault/options.ts'

/** The fields of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** A block of content and where it stands, such as `messages.2.content.0`. */
export interface Block {
  readonly fields: Fields
  readonly path: string
}

/** Messages of one role in a row, which the API reads as one turn. */
export interface Turn {
  readonly role: unknown
  readonly blocks: readonly Block[]
  /** The index of its last message. */
  readonly last: number
}

/** The turns of a conversation. System messages are left out: they may stand between any two others. */
export function turnsOf({ messages }: Fields): readonly Turn[] {
  const turns: Turn[] = []
  for (const [index, message] of (Array.isArray(messages) ? messages : []).entries()) {
    if (!isRecord(message) || message.role === 'system') continue
    const blocks = blocksOf(message.content, `messages.${index}.content`)
    const same = turns.at(-1)?.role === message.role ? turns.pop() : undefined
    turns.push({ role: message.role, blocks: [...(same?.blocks ?? []), ...blocks], last: index })
  }
  return turns
}

/** The blocks of a content; a text is a block of its own. */
export function blocksOf(content: unknown, path: string): readonly Block[] {
  if (typeof content === 'string') return [{ fields: { type: 'text', text: content }, path: `${path}.0` }]
  if (!Array.isArray(content)) return []
  return content.flatMap((fields, index) => (isRecord(fields) ? [{ fields, path: `${path}.${index}` }] : []))
}

/** A field that is an object; one without fields for anything else. */
export function objectAt(fields: Fields, name: string): Fields {
  const value = fields[name]
  return isRecord(value) ? value : {}
}
