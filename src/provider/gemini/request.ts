/** The parts of a request's body that answers depend on, whatever a client sent. */
import { isRecord } from '../../fault/options.ts'

/** The fields of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** One turn of a conversation. */
export interface Turn {
  /** Null when the request names none, as one with a single turn may. */
  readonly role: string | null
  readonly parts: readonly Fields[]
}

/** A function that the request offers, and its place: the tool, and the declaration in it. */
export interface Declaration {
  readonly tool: number
  readonly index: number
  readonly fields: Fields
}

/** A field under its JSON name or, as protocol buffers allow in JSON, under its original one: `inlineData`, `inline_data`. */
export function fieldOf(fields: Fields, name: string): unknown {
  return fields[name] ?? fields[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]
}

/** The turns of a conversation. */
export function turnsOf(body: Fields): readonly Turn[] {
  return records(body.contents).map(({ role, parts }) => ({
    role: typeof role === 'string' ? role : null,
    parts: records(parts),
  }))
}

/** The functions that a request offers, in their order. */
export function declarationsOf(body: Fields): readonly Declaration[] {
  return records(body.tools).flatMap((fields, tool) =>
    records(fieldOf(fields, 'functionDeclarations')).map((fields, index) => ({ tool, index, fields })),
  )
}

/**
 * A schema in Gemini's own words as JSON Schema, for which types have small letters and counts are no texts: `OBJECT` is
 * `object`, and `"minItems": "1"` (an int64, in JSON) is 1.
 */
export function asJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asJsonSchema)
  if (!isRecord(schema)) return schema
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, asJsonSchemaValue(key, value)]))
}

function asJsonSchemaValue(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return asJsonSchema(value)
  if (key === 'type') return value.toLowerCase()
  return COUNT.test(key) && /^\d{1,15}$/.test(value) ? Number(value) : value
}

const COUNT = /^(?:min|max)(?:Items|Length|Properties)$/

/** The objects of a list; a lone object counts as a list of one. */
export function records(value: unknown): readonly Fields[] {
  return (Array.isArray(value) ? value : [value]).filter(isRecord)
}
