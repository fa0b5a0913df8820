/** Whose doing an error is that a client's stack reports. */
import type { EndedBy } from '../trace/event.ts'

/** Who ended an attempt that failed with this error, as far as the error tells. */
export function endedBy(error: unknown): EndedBy {
  const { name, code, message } = (error ?? {}) as { name?: unknown; code?: unknown; message?: unknown }
  // undici's own time-outs: the runtime's doing, where the client set none.
  if (/^UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT$/.test(String(code))) return 'runtime'
  return isGarbage(String(name), String(code), String(message)) ? 'service' : 'client'
}

/** What the service sent was not HTTP, or more than its answer: llhttp's errors in Node's words and in undici's. */
function isGarbage(name: string, code: string, message: string): boolean {
  return (
    code.startsWith('HPE_') || name === 'HTTPParserError' || (code === 'UND_ERR_INFO' && message === 'bad response')
  )
}
