/** What exploration finds: each faulty client of the tests, from several seeds, in processes of their own. */
import { allProperties, anthropic, exploration, openai } from 'firedrill'
import { WRONG } from '../test/faulty-clients/clients.ts'
import { answering, Errand } from './errand.ts'
import { middle, table } from './table.ts'

/** What is asked of the search. */
export interface FoundOptions {
  /** From how many seeds each client is explored. */
  readonly seeds: number
  /** Ends the search: what wasn't explored by then is left out, and said to be. */
  readonly seconds: number
  /** Only clients that break this rule, or whose name holds this text. */
  readonly only: string | undefined
}

/** One exploration of one client. */
interface Hunted {
  readonly found: boolean
  readonly runs: number
  readonly steps: number
  readonly shrinkDrills: number
}

interface Task {
  /** The place of the client in the list of all. */
  readonly client: number
  readonly seed: number
}

/** The goals: found within so many runs from nine seeds of ten, and made so small in so many drills. */
const RUNS = 500
const FOUND_SHARE = 0.9
const STEPS = 3
const SHRINK_DRILLS = 300
const PROCESSES = 2
/** No single exploration takes longer, so that one client can't use up everyone's time. */
const BUDGET = '120s'

/** The table of what was found, and from how many seeds. */
export async function found({ seeds, seconds, only }: FoundOptions): Promise<string> {
  const wanted = WRONG.map((_, client) => client).filter((client) => isWanted(client, only))
  const tasks = Array.from({ length: seeds }, (_, seed) => wanted.map((client): Task => ({ client, seed: seed + 1 })))
  const left = tasks.flat()
  const total = left.length
  const endMs = performance.now() + seconds * 1000
  const hunted = new Map(wanted.map((client): [number, Hunted[]] => [client, []]))
  await Promise.all(
    Array.from({ length: PROCESSES }, async () => {
      using errand = new Errand<Task, Hunted>(import.meta.url)
      for (let task = left.shift(); task !== undefined && performance.now() < endMs; task = left.shift()) {
        hunted.get(task.client)!.push(await errand.ask(task))
      }
    }),
  )
  return tableOf(hunted, seeds, total)
}

function isWanted(client: number, only: string | undefined): boolean {
  const { rule, name } = WRONG[client]!
  return only === undefined || rule === only || name.includes(only)
}

function tableOf(hunted: ReadonlyMap<number, readonly Hunted[]>, seeds: number, total: number): string {
  const rows = [...hunted].map(([client, all]) => ({
    ...WRONG[client]!,
    all,
    caught: all.filter(({ found }) => found),
  }))
  const lines = rows.map(({ rule, name, all, caught }) => [
    `${rule} ${name}`,
    `${caught.length}/${all.length}`,
    figure(caught.map(({ runs }) => runs)),
    figure(caught.map(({ steps }) => steps)),
    String(Math.max(0, ...caught.map(({ shrinkDrills }) => shrinkDrills))),
    isReached(all) ? '' : 'MISSED',
  ])
  const done = rows.flatMap(({ all }) => all)
  const caught = rows.flatMap((row) => row.caught)
  const reached = rows.filter(({ all }) => isReached(all)).length
  return table(
    `What exploration finds within ${RUNS} runs, from ${seeds} seeds (${done.length} of ${total} explorations made)`,
    ['client', 'found', 'runs', 'steps', 'shrinking', ''],
    lines,
    [
      `Medians of runs and steps, the most drills for shrinking. ${caught.length} of ${done.length} found; `,
      `${reached} of ${rows.length} clients reach the goal: ${FOUND_SHARE * 10} of 10 seeds, ${STEPS} steps in the median, `,
      `${SHRINK_DRILLS} drills.`,
    ].join(''),
  )
}

function isReached(all: readonly Hunted[]): boolean {
  const caught = all.filter(({ found }) => found)
  return (
    caught.length >= Math.floor(all.length * FOUND_SHARE) &&
    caught.length > 0 &&
    middle(caught.map(({ steps }) => steps)) <= STEPS &&
    caught.every(({ shrinkDrills }) => shrinkDrills <= SHRINK_DRILLS)
  )
}

function figure(values: readonly number[]): string {
  return values.length === 0 ? '-' : String(middle(values))
}

async function hunt({ client, seed }: Task): Promise<Hunted> {
  const { rule, name, api, client: definition } = WRONG[client]!
  const { counterexamples, drills } = await exploration(
    { ...definition, name },
    {
      runs: RUNS,
      seed,
      budget: BUDGET,
      properties: allProperties().filter((property) => property.rule === rule),
      provider: api === 'openai' ? openai() : anthropic(),
    },
  )
  const [caught] = counterexamples
  const { shrinkDrills = 0, scenario } = caught ?? {}
  return { found: caught !== undefined, runs: drills, steps: scenario?.script.length ?? 0, shrinkDrills }
}

answering(import.meta.url, hunt)
