/** What stands beside the steps: tracks for the requests that match, and limits. */
import { expect, test } from 'vitest'
import { reset } from '../../src/fault/cut.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { like } from '../../src/like.ts'
import { at } from '../../src/scenario/at.ts'
import { during } from '../../src/scenario/during.ts'
import { forever } from '../../src/scenario/forever.ts'
import { limits } from '../../src/scenario/limits.ts'
import type { Match } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { matches } from '../../src/service/match.ts'
import { aRequest } from '../provider/request.ts'
import { answers, api, drive, faults, headerOf } from './drive.ts'

const A = api.internalError()
const B = api.overloaded()
const OPUS = { model: 'claude-opus-4-7' }
const HAIKU = { model: 'claude-haiku-4-5' }
const MINUTE_MS = 60_000

test('one model is down while the others are healthy', () => {
  const script = [when({ model: 'claude-opus-*' }, during('10m', B))]
  const arrivals = [
    { atMs: 0, ...OPUS },
    { atMs: 1, ...HAIKU },
    { atMs: 10 * MINUTE_MS, ...OPUS },
  ]
  expect(answers(script, arrivals)).toEqual([
    'script[0].when[0].during[0]: api.overloaded()',
    'healthy tail: healthy()',
    'healthy tail: healthy()',
  ])
})

test('each track has its own place, and what matches none goes on with the script', () => {
  const script = [when({ key: 'key#1' }, A, B), when({ key: 'key#2' }, reset()), times(2, api.badGateway())]
  const keys = ['key#1', 'key#2', 'key#1', 'key#2', 'key#1', 'key#1']
  expect(
    faults(
      script,
      keys.map((key, atMs) => ({ atMs, key })),
    ),
  ).toEqual(['api.internalError()', 'reset()', 'api.overloaded()', 'api.badGateway()', 'api.badGateway()', 'healthy()'])
})

test('the first track that matches and has something left serves', () => {
  const script = [when({ model: 'claude-*' }, A), when({ model: '*-opus-*' }, B)]
  expect(
    faults(
      script,
      [0, 1, 2].map((atMs) => ({ atMs, ...OPUS })),
    ),
  ).toEqual(['api.internalError()', 'api.overloaded()', 'healthy()'])
})

test('a track within a track asks for both', () => {
  const script = [when({ model: 'claude-opus-*' }, when({ stream: true }, forever(A))), forever(healthy({ delay: 5 }))]
  const arrivals = [
    { atMs: 0, ...OPUS },
    { atMs: 1, ...OPUS, stream: true },
    { atMs: 2, ...HAIKU, stream: true },
  ]
  expect(faults(script, arrivals)).toEqual(['healthy({ delay: 5 })', 'api.internalError()', 'healthy({ delay: 5 })'])
})

test('a track lives as long as its window', () => {
  const script = [during('1m', when({ call: 0 }, times(5, A)), B), reset()]
  expect(faults(script, [{ atMs: 0 }, { atMs: 1, call: 1 }, { atMs: MINUTE_MS }])).toEqual([
    'api.internalError()',
    'api.overloaded()',
    'reset()',
  ])
})

test('a limit lets so many through in any minute, and says when there is room again', () => {
  const { served } = drive([limits({ requestsPerMinute: 2 })], [0, 20_500, 30_000, 59_999, 60_000, 60_001, 80_500])
  expect(served.map(({ step }) => step)).toEqual([
    'healthy tail',
    'healthy tail',
    'script[0].limits',
    'script[0].limits',
    'healthy tail',
    'script[0].limits',
    'healthy tail',
  ])
  expect(served.map((answer) => headerOf(answer, 'retry-after'))).toEqual([null, null, '30', '1', null, '21', null])
  expect(served.map((answer) => headerOf(answer, 'anthropic-ratelimit-requests-remaining'))).toEqual([
    '1',
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
  ])
})

test('a client that waits as long as it is told is let through', () => {
  const script = [limits({ requestsPerMinute: 3 })]
  const early = [0, 1234, 5678, 9999]
  const refused = drive(script, early).served.at(-1)
  const waitMs = Number(refused && headerOf(refused, 'retry-after')) * 1000
  expect(drive(script, [...early, 9999 + waitMs]).served.at(-1)?.faulty).toBe(false)
})

test('a masked limit gives nothing away: no 429, no retry-after, no count', () => {
  const { served } = drive([limits({ requestsPerMinute: 1, maskedAs: 500 })], [0, 1, MINUTE_MS])
  expect(served.map(({ label }) => label)).toEqual(['healthy()', 'api.internalError()', 'healthy()'])
  expect(served.map((answer) => headerOf(answer, 'retry-after'))).toEqual([null, null, null])
  expect(served[0] && headerOf(served[0], 'anthropic-ratelimit-requests-remaining')).not.toBe('0')
})

test('members beside are asked in their order: a track before a limit is free of it', () => {
  const limit = limits({ requestsPerMinute: 1 })
  const track = when({ call: 0 }, forever(A))
  const calls = [0, 1, 2].map((atMs) => ({ atMs, call: 0 }))
  expect(drive([track, limit], calls).served.map(({ fault }) => fault)).toEqual([A, A, A])
  expect(drive([limit, track], calls).served.map(({ step }) => step)).toEqual([
    'script[1].when[0].forever[0]',
    'script[0].limits',
    'script[0].limits',
  ])
})

test('a limit may begin at a time, and hold from then on', () => {
  const script = [at('1m', limits({ requestsPerMinute: 1 }))]
  const steps = drive(script, [0, 1, MINUTE_MS, MINUTE_MS + 1, 2 * MINUTE_MS]).served.map(({ step }) => step)
  expect(steps).toEqual([
    'healthy before script[0]',
    'healthy before script[0]',
    'healthy in script[0]',
    'script[0].at[0].limits',
    'healthy in script[0]',
  ])
})

test.each<[match: Match, yes: object, no: object]>([
  [{ model: 'claude-*-4-7' }, OPUS, HAIKU],
  [{ path: '/v1/*' }, { path: '/v1/messages' }, { path: '/v2/messages' }],
  [{ host: 'API.*' }, { host: 'api.anthropic.com' }, { host: 'status.anthropic.com' }],
  [{ header: { 'x-tier': 'b*' } }, { headers: { 'x-tier': 'batch' } }, { headers: {} }],
  [{ header: { constructor: '*' } }, { headers: { constructor: '' } }, { headers: {} }],
  [{ key: 'key#2' }, { key: 'key#2' }, { key: null }],
  [{ stream: false }, { stream: false }, { stream: true }],
  [{ body: 'Hel*"}' }, { body: '{"text":"Hello"}' }, { body: '{"text":"Bye"}' }],
  [{ call: 0 }, { call: 0 }, { call: null }],
  [
    { model: '*', stream: true },
    { ...OPUS, stream: true },
    { model: null, stream: true },
  ],
])('a request matches when all that is asked for agrees', (match, yes, no) => {
  expect(matches(match, aRequest(yes))).toBe(true)
  expect(matches(match, aRequest(no))).toBe(false)
})

test.each([
  ['a*a', 'aa', true],
  ['a*a', 'a', false],
  ['*', '', true],
  ['a*b*c', 'a-b-b-c', true],
  ['a*bc*c', 'abc', false],
  ['**', 'x', true],
  ['a.c', 'abc', false],
])('%j is like %j: %j', (pattern, text, expected) => {
  expect(like(pattern, text)).toBe(expected)
})
