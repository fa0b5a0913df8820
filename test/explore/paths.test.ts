/** The paths that a client takes, and what a drill has served: each is told, and only where it was taken. */
import { expect, test } from 'vitest'
import type { Client } from '../../src/drill/client.ts'
import { drill } from '../../src/drill/drill.ts'
import { pathsOf } from '../../src/explore/paths.ts'
import { servedIn } from '../../src/explore/served.ts'
import { reset, silence } from '../../src/fault/cut.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropic, anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { during } from '../../src/scenario/during.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { type Scenario, type ScenarioOptions, scenario } from '../../src/scenario/scenario.ts'
import type { Item } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { careful } from './clients.ts'

const api = anthropic()

test.each<[path: string, script: Item[], calls: ScenarioOptions['calls'], all: string[]]>([
  ['nothing at all', [], undefined, []],
  ['a retry that succeeds', [api.internalError()], undefined, ['recovery', 'retry']],
  ['an error at once', [api.badRequest()], { count: 1 }, ['give-up']],
  ['a call after a failed one', [api.badRequest()], undefined, ['comeback', 'give-up']],
  ['a hint', [api.rateLimited({ retryAfter: 7 })], undefined, ['hint', 'recovery', 'retry']],
  ['an abort', [api.internalError()], { count: 1, abortAfter: '500ms' }, ['abort']],
  ['a time-out', [silence()], undefined, ['recovery', 'retry', 'timeout']],
])('%s', async (_, script, calls, all) => {
  expect([...pathsOf(await drill(made(script, calls), careful))].sort()).toEqual(all)
})

test('a fallback goes on with another model', async () => {
  const falling: Client = async () => {
    const models = ['claude-opus-4-7', 'claude-haiku-4-5']
    for (const model of models) if (await asked(model)) return model
    throw new Error('none is left')
  }
  const trace = await drill(made([when({ model: 'claude-opus-*' }, api.overloaded())]), falling)
  expect(pathsOf(trace)).toContain('fallback')
})

test('a breaker fails a call without asking', async () => {
  let isOpen = false
  const broken: Client = async () => {
    if (isOpen) throw new Error('open')
    isOpen = !(await asked('claude-opus-4-7'))
    if (isOpen) throw new Error('failed')
  }
  const trace = await drill(made([api.overloaded()], { count: 2 }), broken)
  expect([...pathsOf(trace)].sort()).toEqual(['breaker', 'give-up'])
})

test('faults go by their kind, statuses by their name too; steps by all that they stand in', async () => {
  const script = [
    times(1, during('1ms', mix([1, reset()]))),
    during('1m', limits({ requestsPerMinute: 1 }), healthy({ delay: '1s' })),
    api.overloaded(),
  ]
  const one = made(script, { count: 4, every: '10s' })
  const { faults, steps } = servedIn(one, await drill(one, careful), anthropicDialect)
  expect([...faults].sort()).toEqual(['healthy', 'overloaded', 'rateLimited', 'reset', 'status'])
  expect([...steps].sort()).toEqual(['during', 'limits', 'mix', 'times'])
})

test('what was never served does not count', async () => {
  const one = made([api.overloaded(), when({ model: 'gpt-*' }, reset())], { count: 1 })
  const { faults, steps } = servedIn(one, await drill(one, careful), anthropicDialect)
  expect([[...faults], [...steps]]).toEqual([['status', 'overloaded'], []])
})

// Helpers

function made(script: readonly Item[], calls?: ScenarioOptions['calls']): Scenario {
  const words = { name: 'made', description: 'Made for a test.', provider: api }
  return scenario({ ...words, script, ...(calls === undefined ? {} : { calls }) })
}

async function asked(model: string): Promise<boolean> {
  const body = JSON.stringify({ model })
  return (await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body })).ok
}
