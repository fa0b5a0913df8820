/** Printing scenarios and faults as source. */
import { expect, test } from 'vitest'
import { reset, silence } from '../../src/fault/cut.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropic, anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { json, jsonDialect } from '../../src/provider/json.ts'
import { during } from '../../src/scenario/during.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { printScenario } from '../../src/scenario/print.ts'
import { printFault } from '../../src/scenario/print-fault.ts'
import { scenario } from '../../src/scenario/scenario.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'

const api = anthropic()

test('a scenario prints as the module that makes it', () => {
  const outage = scenario({
    name: 'outage',
    description: 'Twelve minutes of 500s, a gateway that limps back, then health.',
    provider: api,
    script: [during('12m', api.internalError()), times(2, api.badGateway(), api.gatewayTimeout()), healthy()],
  })
  expect(printScenario(outage)).toBe(
    `import { anthropic, during, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'outage',
  description: 'Twelve minutes of 500s, a gateway that limps back, then health.',
  provider: api,
  script: [during('12m', api.internalError()), times(2, api.badGateway(), api.gatewayTimeout()), healthy()],
})
`.replace(/ {2}script: .*\n/, SCRIPT),
  )
})

// The script alone is wider than 100 columns.
const SCRIPT = `  script: [
    during('12m', api.internalError()),
    times(2, api.badGateway(), api.gatewayTimeout()),
    healthy(),
  ],
`

test('every kind of step, option and quote has its source', () => {
  const all = scenario({
    name: 'all-of-it',
    description: "It's all here.",
    provider: json({ hosts: ['api.example.com'] }),
    script: [
      limits({ requestsPerMinute: 50, maskedAs: 500 }),
      when(
        { model: 'opus-*', header: { 'x-tier': 'batch' }, stream: true, call: 0 },
        silence({ at: 'body', delay: 90_000 }),
      ),
      mix([9, healthy('mine', { delay: 1500 })], [1, json().status(418, { message: 'say "tea"' })]),
    ],
    calls: { count: 20, every: 500, abortAfter: '1m' },
    covers: ['F1', 'R2'],
  })
  expect(printScenario(all)).toBe(`import { healthy, json, limits, mix, scenario, silence, when } from 'firedrill'

const api = json({ hosts: ['api.example.com'] })

export default scenario({
  name: 'all-of-it',
  description: "It's all here.",
  provider: api,
  script: [
    limits({ requestsPerMinute: 50, maskedAs: 500 }),
    when(
      { model: 'opus-*', header: { 'x-tier': 'batch' }, stream: true, call: 0 },
      silence({ at: 'body', delay: '90s' }),
    ),
    mix([9, healthy('mine', { delay: 1500 })], [1, api.status(418, { message: 'say "tea"' })]),
  ],
  calls: { count: 20, every: 500, abortAfter: '1m' },
  covers: ['F1', 'R2'],
})
`)
})

test.each([
  [api.internalError({ retryAfter: 30 }), 'api.internalError({ retryAfter: 30 })'],
  [api.status(500), 'api.internalError()'],
  [api.status(418), 'api.status(418)'],
  [api.overloaded({ delay: '2s', shouldRetry: false }), "api.overloaded({ delay: '2s', shouldRetry: false })"],
  [api.rateLimited({ retryAfter: { dateIn: '1m' } }), "api.rateLimited({ retryAfter: { dateIn: '1m' } })"],
  [api.badRequest({ headers: { 'x-a': 'b' } }), "api.badRequest({ headers: { 'x-a': 'b' } })"],
  [healthy(), 'healthy()'],
  [healthy({ bodyDelay: 30 }), 'healthy({ bodyDelay: 30 })'],
  [reset(), 'reset()'],
  [silence({ at: 'body' }), "silence({ at: 'body' })"],
])('a fault prints on one line', (fault, source) => {
  expect(printFault(fault, anthropicDialect)).toBe(source)
})

test('a fault is named in the words of its dialect', () => {
  expect(printFault(api.overloaded(), jsonDialect)).toBe('api.status(529)')
})
