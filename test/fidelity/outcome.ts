/** What a client gets from one request: what came in, and the whole error, in a form that two worlds can be compared in. */

/** One request as its client saw it. */
export interface Outcome {
  /** Null when no status line came in. */
  status: number | null
  /** `name: value` in alphabetical order. */
  headers: readonly string[]
  /** What came in of the body, as far as the stack shows it. */
  body: string
  error: ErrorShape | null
  /** From the request to its end, on the clock of its world. */
  tookMs: number
}

/** An error and everything below it. */
export interface ErrorShape {
  /** The constructor's name. */
  readonly class: string
  readonly name: unknown
  readonly message: string
  readonly code: unknown
  readonly errno: unknown
  readonly syscall: unknown
  /** Its other own properties: text and numbers with their values, anything else by its type. */
  readonly details: Readonly<Record<string, unknown>>
  readonly cause?: ErrorShape
  readonly errors?: readonly ErrorShape[]
}

/** Where a name leads: to loopback in the real world, to an address for documentation (RFC 5737) in a drill. */
const ADDRESSES = /\b(127\.0\.0\.1|192\.0\.2\.1)\b/g
const OWN = ['name', 'message', 'code', 'errno', 'syscall', 'stack', 'cause', 'errors']

/** The shape of an error; of anything else that was thrown, its text. */
export function shapeOf(error: unknown, depth = 0): ErrorShape {
  const record = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as Thrown
  if (depth > 8) throw new Error('Failed to compare an error: its causes go round in a ring. Look at the fault.')
  const details = Object.keys(record).filter((key) => !OWN.includes(key))
  return {
    class: record.constructor?.name ?? 'none',
    name: record.name,
    message: normalised(String(record.message)),
    code: record.code,
    errno: record.errno,
    syscall: record.syscall,
    details: Object.fromEntries(details.sort().map((key) => [key, detail(key, record[key])])),
    ...(record.cause === undefined ? {} : { cause: shapeOf(record.cause, depth + 1) }),
    ...(Array.isArray(record.errors) ? { errors: record.errors.map((one) => shapeOf(one, depth + 1)) } : {}),
  }
}

/** Headers as they are compared: without the values that differ from answer to answer. */
export function headerLines(headers: Iterable<readonly [name: string, value: unknown]>): string[] {
  const lines = [...headers].map(([name, value]) => {
    const lower = name.toLowerCase()
    return `${lower}: ${lower === 'date' || lower === 'x-request-id' ? '…' : String(value)}`
  })
  return lines.sort()
}

/** The outcome without its time, which no two worlds share to the millisecond. */
export function timeless({ tookMs: _, ...rest }: Outcome): Omit<Outcome, 'tookMs'> {
  return rest
}

interface Thrown extends Record<string, unknown> {
  readonly constructor: { readonly name: string }
}

function detail(key: string, value: unknown): unknown {
  if (typeof value === 'string') return normalised(value)
  if (typeof value === 'object' && value !== null) return INSIDE[key]?.(value as Record<string, unknown>) ?? 'object'
  return typeof value === 'function' ? 'function' : value
}

/** What counts inside the objects that stacks hang on their errors. */
const INSIDE: Readonly<Record<string, (value: Record<string, unknown>) => unknown>> = {
  // undici's SocketError.
  socket: ({ remoteAddress, remotePort, remoteFamily, bytesRead, bytesWritten }) => ({
    remoteAddress: normalised(String(remoteAddress)),
    remotePort,
    remoteFamily,
    bytesRead,
    bytesWritten,
  }),
  // got's: which phases it has gone through.
  timings: ({ phases, ...times }) => Object.keys(times).filter((phase) => times[phase] !== undefined),
}

function normalised(text: string): string {
  return text.replace(ADDRESSES, '<address>')
}
