/** Faults of every kind and with any options that their constructors take, for property tests. */
import fc from 'fast-check'
import { corrupt, page, redirect } from '../../src/fault/body.ts'
import { dnsFailure, familyDown, refused, slowConnection, tlsFailure, unreachable } from '../../src/fault/connection.ts'
import { closed, reset, silence, staleSocket } from '../../src/fault/cut.ts'
import { logNormal, uniform } from '../../src/fault/delay.ts'
import { type Fault, isFaultKind } from '../../src/fault/fault.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { type StatusOptions, status } from '../../src/fault/status.ts'
import { streamCut, streamEnd, streamError, streamGarble, streamStall } from '../../src/fault/stream.ts'

/** Any text, quotes, line breaks and halves of surrogate pairs included. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom("it's", '"', '\\', '\u2028'),
)

const headerValue = fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,8}$/)
const headerName = fc.stringMatching(/^[A-Za-z-]{1,8}$/)
const headers = fc.dictionary(headerName, headerValue, { maxKeys: 3 })

/** Any duration that says always the same. */
export const duration = fc.oneof(fc.nat(5000), fc.constantFrom('2s', '1.5s', '3m', 0.25)) as fc.Arbitrary<number>
const sigma = fc.double({ min: 0.1, max: 5, noNaN: true })
const delay = fc.oneof(
  duration,
  fc.tuple(fc.nat(500), fc.nat(500)).map(([min, more]) => uniform(min, min + more)),
  fc.tuple(fc.nat(5000), sigma).map(([median, width]) => logNormal(median, { sigma: width })),
  fc.nat(5000).map((median) => logNormal(median, { max: 5000 })),
)
const seconds = fc.oneof(fc.integer({ min: -10, max: 4000 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
const retryAfter = fc.oneof(seconds, headerValue, fc.record({ dateIn: duration }))

/** The options of a fault, any of them left out. */
function some(parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> {
  return fc.record(parts, { requiredKeys: [] })
}

const statusOptions = some({
  delay,
  retryAfter: fc.oneof(retryAfter, fc.array(retryAfter, { minLength: 1, maxLength: 3 })),
  retryAfterMs: fc.oneof(seconds, headerValue),
  shouldRetry: fc.boolean(),
  message: anyText,
  errorType: fc.string({ minLength: 1 }),
  sentAs: fc.integer({ min: 200, max: 599 }),
  without: fc.array(headerName, { minLength: 1, maxLength: 2 }),
  headers,
}) as fc.Arbitrary<StatusOptions>

const code = fc.oneof(fc.constantFrom(400, 429, 500, 503, 529), fc.integer({ min: 200, max: 599 }))
const streamPlace = fc.oneof(fc.nat(30), fc.constantFrom('first-token', 'half', 'tool-input', 'terminator'))
const cutOptions = some({ at: fc.constantFrom('headers', 'after-headers', 'body'), delay })
const healthyOptions = fc.oneof(
  some({ delay, bodyDelay: delay, toolCall: fc.boolean() }),
  some({ delay, firstTokenDelay: delay, chunkDelay: delay, chunkBytes: fc.integer({ min: 1, max: 300 }) }),
  some({ delay, bytesPerSecond: fc.integer({ min: 1, max: 500 }) }),
)
const errorType = fc.oneof(fc.constantFrom('overloaded_error', 'api_error'), fc.string({ minLength: 1 }))

/** Each kind of fault, with any options. */
export const FAULTS = {
  status: fc.tuple(code, statusOptions).map(([number, options]) => status(number, options)),
  healthy: fc.oneof(
    healthyOptions.map((options) => healthy(options)),
    fc.tuple(fc.string({ minLength: 1 }), some({ delay })).map(([name, options]) => healthy(name, options)),
  ),
  reset: cutOptions.map((options) => reset(options)),
  closed: cutOptions.map((options) => closed(options)),
  silence: cutOptions.map((options) => silence(options)),
  staleSocket: some({ delay }).map((options) => staleSocket(options)),
  refused: some({ delay }).map((options) => refused(options)),
  unreachable: fc.constant(unreachable()),
  dnsFailure: fc
    .tuple(fc.constantFrom('ENOTFOUND', 'EAI_AGAIN'), some({ delay }))
    .map(([name, options]) => dnsFailure(name, options)),
  tlsFailure: fc
    .tuple(fc.constantFrom('expired', 'self-signed', 'wrong-host', 'unknown-issuer', 'aborted'), some({ delay }))
    .map(([flaw, options]) => tlsFailure(flaw, options)),
  slowConnection: fc
    .tuple(fc.constantFrom('lookup', 'connect', 'tls'), delay)
    .map(([phase, late]) => slowConnection(phase, late)),
  familyDown: fc.constantFrom(familyDown(4), familyDown(6)),
  page: fc
    .tuple(
      fc.constantFrom('login', 'error', 'maintenance'),
      some({ delay, status: fc.integer({ min: 200, max: 599 }) }),
    )
    .map(([kind, options]) => page(kind, options)),
  redirect: fc
    .tuple(
      fc.constantFrom('/login', 'https://login.example.com/?next=%2F'),
      some({ delay, status: fc.constantFrom(301, 307) }),
    )
    .map(([location, options]) => redirect(location, options)),
  corrupt: fc
    .tuple(
      fc.constantFrom(
        'empty',
        'truncated-json',
        'mistyped-json',
        'wrong-content-type',
        'long-content-length',
        'short-content-length',
        'bad-chunk',
        'not-http',
        'cut-gzip',
      ),
      some({ delay, status: fc.constantFrom(200, 400, 500, 529) }),
    )
    .map(([how, options]) => corrupt(how, options)),
  streamError: fc
    .tuple(errorType, some({ at: streamPlace, message: anyText, delay }))
    .map(([type, options]) => streamError(type, options)),
  streamCut: some({ at: streamPlace, how: fc.constantFrom('reset', 'close'), delay }).map((options) =>
    streamCut(options),
  ),
  streamEnd: some({ at: streamPlace, delay }).map((options) => streamEnd(options)),
  streamStall: some({ at: streamPlace, pingEvery: fc.integer({ min: 1, max: 60_000 }), delay }).map((options) =>
    streamStall(options),
  ),
  streamGarble: fc
    .tuple(fc.constantFrom('malformed', 'duplicated', 'reordered', 'split-character'), some({ at: streamPlace, delay }))
    .map(([how, options]) => streamGarble(how, options)),
} as const satisfies Record<Fault['kind'], fc.Arbitrary<Fault>>

/** Any fault. */
export const anyFault: fc.Arbitrary<Fault> = fc.oneof(...Object.values<fc.Arbitrary<Fault>>(FAULTS))

/** Any fault that strikes a request, and not the connection that it needs. */
export const anyAnswerFault: fc.Arbitrary<Fault> = anyFault.filter(
  ({ kind }) =>
    isFaultKind(kind) && !/^(refused|unreachable|dnsFailure|tlsFailure|slowConnection|familyDown)$/.test(kind),
)

/** One fault or a few of each kind, such as take time where they can, for tests that drill them all. */
export const EXAMPLES = {
  status: [status(500, { delay: '10s', retryAfter: ['1', { dateIn: '2s' }] }), status(529, { sentAs: 200 })],
  healthy: [
    healthy({ delay: '10s', bodyDelay: '10s' }),
    healthy({ firstTokenDelay: logNormal('5s'), chunkDelay: uniform('1s', '3s'), toolCall: true }),
    healthy({ bytesPerSecond: 500 }),
  ],
  reset: [reset({ delay: '10s' }), reset({ at: 'after-headers' }), reset({ at: 'body', delay: '10s' })],
  closed: [closed({ delay: '10s' }), closed({ at: 'after-headers' }), closed({ at: 'body' })],
  silence: [silence(), silence({ at: 'after-headers' }), silence({ at: 'body', delay: '10s' })],
  staleSocket: [staleSocket({ delay: '10s' })],
  refused: [refused({ delay: '10s' })],
  unreachable: [unreachable()],
  dnsFailure: [dnsFailure('ENOTFOUND', { delay: '5s' }), dnsFailure('EAI_AGAIN')],
  tlsFailure: [tlsFailure('expired', { delay: '5s' }), tlsFailure('wrong-host'), tlsFailure('aborted')],
  slowConnection: [slowConnection('lookup', '5s'), slowConnection('connect', '5s'), slowConnection('tls', '5s')],
  familyDown: [familyDown(4), familyDown(6)],
  page: [page('login', { delay: '10s' }), page('maintenance')],
  redirect: [redirect('/elsewhere', { status: 307, delay: '10s' })],
  corrupt: [
    corrupt('empty', { delay: '10s' }),
    corrupt('long-content-length'),
    corrupt('short-content-length'),
    corrupt('bad-chunk'),
    corrupt('not-http'),
    corrupt('cut-gzip'),
  ],
  streamError: [streamError('overloaded_error', { delay: '10s' }), streamError('api_error', { at: 'tool-input' })],
  streamCut: [streamCut({ delay: '10s' }), streamCut({ at: 0, how: 'close' })],
  streamEnd: [streamEnd({ delay: '10s' })],
  streamStall: [streamStall({ delay: '10s' })],
  streamGarble: [streamGarble('split-character', { delay: '10s' }), streamGarble('malformed')],
} as const satisfies Record<Fault['kind'], readonly Fault[]>
