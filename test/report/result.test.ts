/** The JSON of a run, by example. */
import { expect, test } from 'vitest'
import { runResult } from '../../src/report/result.ts'
import { hasty, repaired, runOf } from './stories.ts'

test('a run is one JSON object with exactly these parts', () => {
  const result = runResult(runOf(repaired))
  expect(Object.keys(result)).toEqual([
    'schemaVersion',
    'scenario',
    'client',
    'seed',
    'verdict',
    'properties',
    'calls',
    'attempts',
    'limit',
    'virtualMs',
    'wallMs',
  ])
  expect(result).toMatchObject({ schemaVersion: 1, scenario: 'told', client: 'told', seed: 1, verdict: 'pass' })
  expect(result).toMatchObject({ limit: null, virtualMs: 2000, wallMs: 12 })
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
})

test('calls count their attempts, and attempts name their call', () => {
  const { calls, attempts } = runResult(runOf(repaired))
  expect(calls).toEqual([
    { call: 0, startMs: 0, endMs: 1000, attempts: 2, outcome: 'value', error: null },
    { call: 1, startMs: 2000, endMs: 2000, attempts: 1, outcome: 'value', error: null },
  ])
  expect(attempts[0]).toEqual({
    attempt: 0,
    call: 0,
    startMs: 0,
    endMs: 0,
    method: 'POST',
    url: 'https://api.test/v1/messages',
    model: 'opus',
    fault: 'status(500)',
    status: 500,
    error: null,
  })
})

test('a violation carries the events that prove it', () => {
  const { verdict, properties } = runResult(runOf(hasty))
  expect(verdict).toBe('fail')
  expect(properties.find(({ id }) => id === 'surfaces-errors')).toMatchObject({
    rule: 'R12',
    verdict: 'violated',
    evidence: [
      { kind: 'answer-headers', attempt: 2, status: 500 },
      { kind: 'call-ended', call: 0, error: { message: 'no luck' } },
    ],
  })
})

test('what is only advised says so, and fails nothing', () => {
  const run = runOf(hasty)
  const result = runResult({ ...run, results: run.results.map((one) => ({ ...one, severity: 'advice' as const })) })
  expect(result.verdict).not.toBe('fail')
  expect(result.properties.find(({ id }) => id === 'backs-off')).toMatchObject({
    verdict: 'violated',
    severity: 'advice',
  })
  expect(runResult(run).properties.filter((property) => 'severity' in property)).toEqual([])
})

test('an attempt without an answer has an error instead of a status', () => {
  const { attempts } = runResult(
    runOf((t) => {
      t.call()
      t.reset()
      t.error()
    }),
  )
  expect(attempts).toMatchObject([{ status: null, error: { name: 'TypeError', message: 'fetch failed' } }])
})

test('an unexpected host is an attempt with an error, whether a request was made or only a connection', () => {
  const { verdict, attempts } = runResult(
    runOf((t) => {
      t.call()
      t.unexpectedHost(t.create({ url: 'https://telemetry.test/' }))
      t.unexpectedHost()
      t.attempt(200)
      t.value()
    }),
  )
  const error = { name: 'UnexpectedHost', message: 'Nobody plays telemetry.test.' }
  expect(verdict).toBe('fail')
  expect(attempts).toMatchObject([
    { attempt: 0, url: 'https://telemetry.test/', fault: 'unexpected host', error },
    { attempt: 1, status: 200, error: null },
    { attempt: null, call: 0, url: null, fault: 'unexpected host', error },
  ])
})

test('a call that never ended is unsettled, and the limit says why', () => {
  const result = runResult(
    runOf((t) => {
      t.call()
      t.attempt(500)
      t.limit('attempts', 1000)
    }),
  )
  expect(result).toMatchObject({
    verdict: 'fail',
    calls: [{ endMs: null, outcome: 'unsettled', error: null }],
    limit: { limit: 'attempts', value: 1000 },
  })
})

test('what is required and stayed unexercised makes a run inconclusive', () => {
  expect(runResult({ ...runOf(repaired), required: ['obeys-abort'] }).verdict).toBe('inconclusive')
})
