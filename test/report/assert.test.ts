/** Assertions for suites of any runner: the same judgement and the same message as the matchers, thrown. */
import {
  assertKeeps,
  assertPasses,
  backsOff,
  drill,
  during,
  ExpectationError,
  healthy,
  isFiredrillError,
  jitters,
  json,
  scenario,
  type Trace,
  terminates,
} from 'firedrill'
import { beforeAll, expect, test } from 'vitest'

const api = json({ hosts: ['api.example.com'] })
const outage = scenario({
  name: 'short-outage',
  description: 'Ten seconds of 500s, then health.',
  provider: api,
  script: [during('10s', api.internalError()), healthy()],
})

let patient: Trace
let hasty: Trace

beforeAll(async () => {
  patient = await drill(outage, retrying(1000))
  hasty = await drill(outage, retrying(0), { seed: 7 })
})

test('what is kept throws nothing', () => {
  assertKeeps(patient, backsOff(), terminates())
  assertPasses(patient, { require: ['backs-off'] })
})

test('what is not kept throws each result, and a message that ends in how to see it again', () => {
  const error = thrownBy(() => assertKeeps(hasty, terminates(), backsOff(), jitters()))
  expect(error).toBeInstanceOf(ExpectationError)
  expect(isFiredrillError(error) && error.kind).toBe('violation')
  expect((error as ExpectationError).results.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['backs-off', 'violated'],
    ['jitters', 'unexercised'],
  ])
  const [first, ...lines] = (error as Error).message.split('\n')
  expect(first).toBe('Expected to be held: backs-off (R3) is violated, jitters (R4) is unexercised.')
  expect(lines.join('\n')).toContain('◀ R3')
  expect(lines).toContain('Replay: drill(scenario, client, { seed: 7 })')
  expect(lines).toContain("    name: 'short-outage',")
})

test('its stack begins in the test, which is the line that runners show', () => {
  const { stack } = thrownBy(() => assertPasses(hasty)) as Error
  expect(/^ +at .*$/m.exec(stack!)![0]).toContain('assert.test.ts')
})

test('the printed scenario is the one that was drilled', async () => {
  const { parseScenario } = await import('firedrill')
  const { message } = thrownBy(() => assertKeeps(hasty, backsOff())) as Error
  const source = message.slice(message.indexOf('  import {')).replaceAll(/^ {2}/gm, '')
  expect(parseScenario(source)).toEqual(outage)
})

test('a drill that does not pass throws its verdict', () => {
  expect(() => assertPasses(hasty)).toThrow('Expected to pass: the drill fails.\nViolated: backs-off (R3)')
  expect(() => assertPasses(patient, { require: ['jitters'] })).toThrow('jitters is required, but stayed unexercised')
})

test('misuse is a sentence', () => {
  const bare = assertKeeps as (...values: unknown[]) => void
  expect(() => bare(drill(outage, retrying(1000)), backsOff())).toThrow('what was given is a promise')
  expect(() => bare(patient)).toThrow('no property is named')
  expect(() => bare(patient, backsOff)).toThrow('backsOff is no property. Call it: backsOff() makes a property.')
})

// Helpers

/** Retries twice, after this wait and twice that. */
function retrying(waitMs: number) {
  return async ({ signal }: { signal: AbortSignal }): Promise<unknown> => {
    for (let attempt = 0; ; attempt++) {
      const response = await fetch('https://api.example.com/v1/things', { signal })
      if (response.ok) return await response.json()
      await response.body?.cancel()
      const { status, headers } = response
      if (attempt === 2) throw Object.assign(new Error('no answer'), { status, headers })
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs * 2 ** attempt))
    }
  }
}

function thrownBy(code: () => void): unknown {
  try {
    code()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}
