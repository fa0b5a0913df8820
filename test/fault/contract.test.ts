/** What every fault keeps, whatever it is: the contract suite that a new one must pass. */
import net from 'node:net'
import fc from 'fast-check'
import {
  anthropic,
  attempts,
  calls,
  drill,
  type Fault,
  healthy,
  obeysAbort,
  parseScenario,
  printScenario,
  type Scenario,
  scenario,
  scenarioFromJson,
} from 'firedrill'
import { describe, expect, test } from 'vitest'
import { FAULT_DEFINITIONS } from '../../src/fault/fault.ts'
import { anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { geminiDialect } from '../../src/provider/gemini/dialect.ts'
import { openaiDialect } from '../../src/provider/openai/dialect.ts'
import { problemDialect } from '../../src/provider/problem.ts'
import { render } from '../../src/provider/render/render.ts'
import { randomAt } from '../../src/random.ts'
import { aRequest } from '../provider/request.ts'
import { EXAMPLES, FAULTS } from './arbitrary.ts'

const kinds = Object.keys(FAULTS) as Fault['kind'][]
const api = anthropic()

test('every kind of fault is here', () => {
  expect(kinds.toSorted()).toEqual([...FAULT_DEFINITIONS.keys()].toSorted())
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(kinds.toSorted())
})

describe.each(kinds)('%s', (kind) => {
  const anyOfKind: fc.Arbitrary<Fault> = FAULTS[kind]

  test('prints and parses back, survives JSON, and is frozen', () => {
    fc.assert(
      fc.property(anyOfKind, (fault) => {
        const made = alone(fault)
        expect(parseScenario(printScenario(made))).toStrictEqual(made)
        expect(scenarioFromJson(JSON.parse(JSON.stringify(made)))).toStrictEqual(made)
        expect(Object.isFrozen(fault)).toBe(true)
      }),
    )
  })

  test('gives the same bytes for the same seed, in every dialect', () => {
    const dialects = fc.constantFrom(anthropicDialect, openaiDialect, geminiDialect, problemDialect)
    fc.assert(
      fc.property(anyOfKind, dialects, fc.boolean(), fc.nat(), (fault, dialect, stream, seed) => {
        const context = { epochMs: 0, random: (key: string) => randomAt(seed, key, 0) }
        const request = aRequest({ stream })
        expect(render(fault, request, dialect, context)).toStrictEqual(render(fault, request, dialect, context))
      }),
    )
  })

  test.each(EXAMPLES[kind].map((fault) => [JSON.stringify(fault), fault] as const))(
    '%s: the same trace twice, nothing left behind, and an abort obeyed at every stage',
    async (_, fault) => {
      const before = footprint()
      const whole = await drill(alone(fault), askInWhole)
      expect(await drill(alone(fault), askInWhole)).toStrictEqual(whole)
      for (const abortAfter of stages(whole.events.map(({ t }) => t))) {
        const trace = await drill(alone(fault, abortAfter), askInWhole)
        const [call] = calls(trace)
        const wasDone = (calls(whole)[0]?.endMs ?? Number.POSITIVE_INFINITY) <= abortAfter
        expect([call?.outcome === 'aborted', call?.endMs]).toEqual(
          wasDone ? [false, calls(whole)[0]?.endMs] : [true, abortAfter],
        )
        expect(obeysAbort().check(trace).verdict).not.toBe('violated')
        expect(attempts(trace).every(({ startMs }) => startMs <= abortAfter)).toBe(true)
      }
      const after = footprint()
      expect(after.globals).toEqual(before.globals)
      expect(after.resourceCount).toBeLessThanOrEqual(before.resourceCount)
    },
  )
})

// Helpers

/** A scenario of this fault alone; with a time, its one call is given up then. */
function alone(fault: Fault, abortAfter?: number): Scenario {
  return scenario({
    name: 'alone',
    description: 'One fault, then health.',
    provider: api,
    script: [fault, healthy()],
    calls: { count: 1, ...(abortAfter === undefined ? {} : { abortAfter }) },
  })
}

/** Asks for a stream where the fault is about one, without any retry, and reads all of the answer. */
async function askInWhole({ signal }: { signal: AbortSignal }): Promise<string> {
  const answer = await fetch('https://api.anthropic.com/v1/messages', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'sk-ant-0123456789' },
    body: JSON.stringify({ model: 'claude-opus-4-7', max_tokens: 8, stream: true, messages: [] }),
    signal,
  })
  return await answer.text()
}

/** A moment before each thing that happened, between it and the next, and soon after the last. */
function stages(timesMs: readonly number[]): number[] {
  const distinct = [...new Set(timesMs)].toSorted((left, right) => left - right)
  const between = distinct.slice(1).map((timeMs, index) => Math.floor((timeMs + distinct[index]!) / 2))
  // At the very moment of an event, either may come first.
  return [...new Set([1, ...between])].filter((timeMs) => timeMs >= 1 && !distinct.includes(timeMs))
}

/** What a drill could leave behind: globals in other hands, sockets and timers that keep a process alive. */
function footprint() {
  const resources = process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout|Timer|Server/.test(name))
  const globals = [fetch, setTimeout, setInterval, Date, Math.random, process.nextTick, net.Socket.prototype.connect]
  return { globals, resourceCount: resources.length }
}
