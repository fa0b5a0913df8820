/** What exploration costs: a thousand generated drills of an SDK, each judged by every property. */
import Anthropic from '@anthropic-ai/sdk'
import { defineClient, exploration } from 'firedrill'
import { answering, Errand } from './errand.ts'
import { middle, table } from './table.ts'

interface Cost {
  readonly wallMs: number
  readonly cpuMs: number
  /** Those for shrinking not counted. */
  readonly drills: number
  readonly shrinkDrills: number
  /** The most that were spent on one counterexample. */
  readonly shrinkMost: number
  readonly rules: readonly string[]
}

const RUNS = 1000
const SEEDS = [1, 2, 3]

/** The table of what explorations cost, each in a process of its own that has done nothing before. */
export async function explored(): Promise<string> {
  const costs: Cost[] = []
  for (const seed of SEEDS) {
    using errand = new Errand<number, Cost>(import.meta.url)
    costs.push(await errand.ask(seed))
  }
  const perDrill = costs.map(({ cpuMs, drills, shrinkDrills }) => cpuMs / (drills + shrinkDrills))
  const seconds = (ms: number) => (ms / 1000).toFixed(2)
  return table(
    `${RUNS.toLocaleString('en')} generated drills of @anthropic-ai/sdk, judged by every property`,
    ['seed', 'wall s', 'cpu s', 'cpu ms a drill', 'for shrinking', 'most for one', 'broken'],
    costs.map(({ wallMs, cpuMs, shrinkDrills, shrinkMost, rules }, index) => [
      String(SEEDS[index]),
      ...[seconds(wallMs), seconds(cpuMs), perDrill[index]!.toFixed(2)],
      ...[String(shrinkDrills), String(shrinkMost), rules.join(' ')],
    ]),
    [
      `Medians: ${seconds(middle(costs.map(({ wallMs }) => wallMs)))} s wall, `,
      `${seconds(middle(costs.map(({ cpuMs }) => cpuMs)))} s cpu, ${middle(perDrill).toFixed(2)} ms of cpu a drill. `,
      'Goals: 10 s on one core, 300 drills for shrinking one.',
    ].join(''),
  )
}

async function cost(seed: number): Promise<Cost> {
  const client = defineClient({
    name: '@anthropic-ai/sdk',
    setup: () => new Anthropic({ apiKey: 'sk-ant-bench' }),
    call: ({ signal }, sdk) => sdk.messages.create(QUESTION, { signal }),
  })
  const startMs = performance.now()
  const startCpu = process.cpuUsage()
  const { drills, shrinkDrills, counterexamples } = await exploration(client, { runs: RUNS, seed, budget: '10m' })
  const { user, system } = process.cpuUsage(startCpu)
  return {
    wallMs: performance.now() - startMs,
    cpuMs: (user + system) / 1000,
    drills,
    shrinkDrills,
    shrinkMost: Math.max(0, ...counterexamples.map((one) => one.shrinkDrills)),
    rules: counterexamples.map(({ result }) => result.rule),
  }
}

const QUESTION = {
  model: 'claude-sonnet-4-6',
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'Hello' }],
}

answering(import.meta.url, cost)
