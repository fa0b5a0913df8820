/** Families of faults: the kinds of trouble that come together, each with the faults that scenarios draw from it. Pure. */
import { corrupt, page } from '../fault/body.ts'
import { dnsFailure, familyDown, refused, slowConnection, tlsFailure, unreachable } from '../fault/connection.ts'
import { closed, reset, silence, staleSocket } from '../fault/cut.ts'
import type { Fault } from '../fault/fault.ts'
import { healthy } from '../fault/healthy.ts'
import { type StatusOptions, status } from '../fault/status.ts'
import { streamCut, streamEnd, streamError, streamGarble, streamStall } from '../fault/stream.ts'
import { type Aim, delaysMs, hintsS, PATIENT_MS } from './aim.ts'
import type { Weighted } from './dice.ts'

/** Some faults that belong together. */
export interface Family {
  readonly name: string
  readonly faults: readonly Fault[]
}

/** The families that this client can meet, with how often each shall be drawn. None is empty. */
export function familiesOf(aim: Aim): readonly Weighted<Family>[] {
  const { profile } = aim
  const isPatient = (profile.attemptMs ?? 0) > PATIENT_MS
  const all: Weighted<Family>[] = [
    [20, family('transient', transients(aim))],
    [10, family('hinted', hinted(aim))],
    [8, family('permanent', statuses(PERMANENT))],
    [4, family('masked', masked())],
    [8, family('cut', cuts())],
    [isPatient ? 2 : 6, family('silent', silences(aim))],
    [isPatient ? 1 : 4, family('slow', slow(aim))],
    [4, family('connection', connections())],
    [4, family('corrupt', corrupted())],
    [profile.streams ? 12 : 0, family('stream', streams(aim))],
  ]
  return all.flatMap(([weight, { name, faults }]) => {
    const allowed = faults.filter(aim.allows)
    return weight === 0 || allowed.length === 0 ? [] : [[weight, family(name, allowed)] as const]
  })
}

/** Every status that passes by itself. */
const TRANSIENT = [500, 500, 500, 502, 503, 504, 408, 429, 529] as const
/** Every status that doesn't. */
const PERMANENT = [400, 400, 401, 403, 404, 413, 422] as const

function family(name: string, faults: readonly Fault[]): Family {
  return { name, faults }
}

function statuses(codes: readonly number[], options: StatusOptions = {}): Fault[] {
  return codes.map((code) => status(code, options))
}

/** 529 is a status of Anthropic's alone; every other API answers 503. */
function transients({ dialect }: Aim): Fault[] {
  const knows529 = Object.values(dialect.statuses).includes(529)
  return statuses(TRANSIENT.map((code) => (code === 529 && !knows529 ? 503 : code)))
}

function hinted(aim: Aim): Fault[] {
  const hints: StatusOptions[] = [
    ...hintsS(aim).flatMap((seconds) => [{ retryAfter: seconds }, { retryAfter: { dateIn: seconds * 1000 } }]),
    { retryAfter: 0 },
    { retryAfter: -1 },
    { retryAfter: 'soon' },
    { retryAfterMs: 1500 },
    { retryAfterMs: 400, retryAfter: 5 },
    { shouldRetry: true },
    { shouldRetry: false },
  ]
  return hints.flatMap((options) => statuses([429, 503], options))
}

function masked(): Fault[] {
  return [
    status(401, { sentAs: 500 }),
    status(429, { sentAs: 500 }),
    status(429, { errorType: 'insufficient_quota' }),
    status(503, { sentAs: 200 }),
    status(500, { without: ['request-id', 'x-request-id'] }),
    status(400, { shouldRetry: true }),
  ]
}

function cuts(): Fault[] {
  const places = ['headers', 'headers', 'after-headers', 'body'] as const
  return [...places.flatMap((at) => [reset({ at }), closed({ at })]), staleSocket()]
}

function silences({ profile }: Aim): Fault[] {
  const answers = [silence(), silence({ at: 'after-headers' }), silence({ at: 'body' }), unreachable()]
  const pings = profile.streams ? [streamStall(), streamStall({ at: 0, pingEvery: '1m' })] : []
  return [...answers, ...pings]
}

function slow(aim: Aim): Fault[] {
  const late = delaysMs(aim).flatMap((ms) => [
    healthy({ delay: ms }),
    healthy({ bodyDelay: ms }),
    status(500, { delay: ms }),
  ])
  const tokens = aim.profile.streams ? [healthy({ firstTokenDelay: '20s' }), healthy({ chunkDelay: '2s' })] : []
  return [...late, ...tokens, slowConnection('connect', '3s'), slowConnection('lookup', '6s')]
}

function connections(): Fault[] {
  return [
    refused(),
    refused(),
    dnsFailure('EAI_AGAIN'),
    dnsFailure('ENOTFOUND'),
    tlsFailure('expired'),
    tlsFailure('aborted'),
    familyDown(6),
  ]
}

function corrupted(): Fault[] {
  const bodies = [
    'empty',
    'truncated-json',
    'mistyped-json',
    'wrong-content-type',
    'long-content-length',
    'not-http',
    'cut-gzip',
  ] as const
  return [
    ...bodies.map((how) => corrupt(how)),
    corrupt('truncated-json', { status: 500 }),
    page('error'),
    page('login'),
    page('maintenance'),
  ]
}

function streams({ profile }: Aim): Fault[] {
  const places = [
    'first-token',
    'half',
    'terminator',
    ...(profile.offersTools ? (['tool-input'] as const) : []),
  ] as const
  return [
    ...places.flatMap((at) => [streamError('overloaded_error', { at }), streamCut({ at }), streamEnd({ at })]),
    streamCut({ how: 'close' }),
    streamStall(),
    streamGarble('malformed'),
    streamGarble('duplicated'),
  ]
}
