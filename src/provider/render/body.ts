/** Answers that aren't what the client asked for: pages, redirects, broken bodies and broken framing. */
import { type Answer, completeAnswer, type Headers } from '../../fault/answer.ts'
import type { CorruptFault, PageFault, PageKind, RedirectFault } from '../../fault/body.ts'
import { type Asked, bodyAct, halfOf, overridden, trueAnswer, withoutHeaders } from './true-answer.ts'

/** A page of a middlebox: it knows nothing of the API, its ids or its types. */
export function pageActs({ page, status }: PageFault, { context }: Asked): Answer {
  const { title, body, usual } = PAGES[page]
  const html = `<!DOCTYPE html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${body}\n</body>\n</html>\n`
  const headers: Headers = [dateHeader(context.epochMs), ['content-type', 'text/html; charset=utf-8']]
  return completeAnswer(status ?? usual, headers, [html])
}

const PAGES: Readonly<Record<PageKind, { title: string; body: string; usual: number }>> = {
  login: {
    title: 'Sign in',
    body: '<form method="post" action="/login"><input name="user"><input name="password" type="password"></form>',
    usual: 200,
  },
  error: { title: 'Something went wrong', body: '<p>Please try again.</p>', usual: 500 },
  maintenance: { title: 'Down for maintenance', body: '<p>We will be back soon.</p>', usual: 503 },
}

/** A redirect without a body. */
export function redirectActs({ location, status }: RedirectFault, { context }: Asked): Answer {
  return completeAnswer(status, [dateHeader(context.epochMs), ['location', location], ['content-length', '0']], [])
}

/** A true answer, or an error, whose body or framing is broken. */
export function corruptActs({ how, status }: CorruptFault, asked: Asked): Answer {
  const { headers, text } = whole(status, asked)
  const bytes = new TextEncoder().encode(text).length
  const complete = (own: Headers, body: string) =>
    completeAnswer(status, overridden(headers, own), [body].filter(Boolean))
  const head = (own: Headers) => ({ act: 'head', status, headers: overridden(headers, own) }) as const
  switch (how) {
    case 'empty':
      return complete([['content-length', '0']], '')
    case 'truncated-json':
      return complete([], halfOf(text))
    case 'mistyped-json':
      return complete([], mistyped(text))
    case 'wrong-content-type':
      return complete([['content-type', 'text/plain; charset=utf-8']], text)
    case 'long-content-length':
      return [head([['content-length', String(bytes + 100)]]), bodyAct(text), { act: 'close' }]
    case 'short-content-length':
      return complete([['content-length', String(Math.floor(bytes / 2))]], text)
    case 'bad-chunk':
      return [
        head([['transfer-encoding', 'chunked']]),
        { act: 'raw', text: `not a size\r\n${text}\r\n0\r\n\r\n` },
        { act: 'close' },
      ]
    case 'not-http':
      return [{ act: 'raw', text: '\u0015\u0003\u0001 this is not HTTP\r\n\r\n' }, { act: 'close' }]
    case 'cut-gzip':
      return [head([['content-encoding', 'gzip']]), { act: 'gzip', text, share: 0.5 }, { act: 'end' }]
  }
}

/** A whole answer of this status: its headers, without what belongs to its framing, and its text. */
function whole(status: number, asked: Asked): { headers: Headers; text: string } {
  if (status < 400) {
    const { headers, pieces } = trueAnswer(asked)
    return { headers: withoutHeaders(headers, FRAMING), text: pieces.join('') }
  }
  const acts = asked.dialect.statusAnswer({ kind: 'status', status }, asked.request, asked.context)
  const headers = acts.flatMap((act) => (act.act === 'head' ? act.headers : []))
  const text = acts.map((act) => (act.act === 'body' ? act.text : '')).join('')
  return { headers: withoutHeaders(headers, FRAMING), text }
}

const FRAMING = ['content-length', 'transfer-encoding']

/** The same JSON with values of other types: lists as texts, numbers as texts, objects inside as lists. */
function mistyped(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return 'null'
    const entries = Object.entries(value).map(([name, part]) => [name, ofAnotherType(part)])
    return JSON.stringify(Object.fromEntries(entries))
  } catch {
    // What isn't JSON to begin with (a stream, a page) has no types to change.
    return '[]'
  }
}

function ofAnotherType(value: unknown): unknown {
  if (Array.isArray(value)) return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return [value]
  return value === null ? 0 : Object.values(value as object)
}

function dateHeader(epochMs: number): readonly [string, string] {
  return ['date', new Date(epochMs).toUTCString()]
}
