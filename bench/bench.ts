/**
 * What a drill costs. `npm run bench` measures everything, `npm run bench -- heap` a part of it: attempt, outage, rate,
 * heap, pack, explore or commands. What is compared is measured side by side: rounds of all take turns, and the median of their
 * ratios counts. `npm run bench -- found` asks what exploration finds; it takes some minutes, so only if it is named.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { commands } from './commands.ts'
import { explored } from './explore.ts'
import { found } from './found.ts'
import { ATTEMPTS, type Job, OUTAGE_SECONDS, recordAnswers } from './jobs.ts'
import { middle, table } from './table.ts'
import { type Round, Worker } from './worker.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '25' },
    drills: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '240' },
    minutes: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '10' },
    only: { type: 'string' },
  },
})
const ROUNDS = Number(options.rounds)
/** Rounds that are left out, until the code is compiled and its caches are filled. */
const WARM_UP = 8

type Figure = 'wallMs' | 'cpuMs'
const BASES: readonly Job[] = ['loopback', 'defineNetwork']

/** One attempt of the Anthropic SDK: in a drill, over loopback, and through MSW's request handlers. */
async function attempt(): Promise<string> {
  const RUNS = 20
  const answers = await recordAnswers()
  const jobs: Job[] = ['loopback', 'loopback kept alive', 'defineNetwork', 'drill http', 'drill https']
  using stack = new DisposableStack()
  const workers = jobs.map((job) => stack.use(new Worker(job, answers)))
  const rounds = jobs.map((): Round[] => [])
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const [index, worker] of workers.entries()) {
      const measured = await worker.round(RUNS)
      if (round >= 0) rounds[index]!.push(measured)
    }
  }
  const milliseconds = (index: number, figure: Figure) =>
    (middle(rounds[index]!.map((round) => round[figure])) / RUNS / ATTEMPTS).toFixed(3)
  const ratio = (index: number, base: Job, figure: Figure) => {
    const bases = rounds[jobs.indexOf(base)]!
    return middle(rounds[index]!.map((round, at) => round[figure] / bases[at]![figure])).toFixed(2)
  }
  const figures = (index: number, figure: Figure) => [
    milliseconds(index, figure),
    ...BASES.map((base) => ratio(index, base, figure)),
  ]
  return table(
    `One attempt of @anthropic-ai/sdk, five 529s and a 200 a run; medians of ${ROUNDS} rounds of ${RUNS} runs`,
    ['', 'wall ms', ...BASES.map((base) => `/ ${base}`), 'cpu ms', ...BASES.map((base) => `/ ${base}`)],
    jobs.map((job, index) => [job, ...figures(index, 'wallMs'), ...figures(index, 'cpuMs')]),
    'Goals for drill http: at most 1.50 / loopback, below 1.00 / defineNetwork.',
  )
}

/** Half an hour of an outage: the first drill of a process, and those that follow. */
async function outage(): Promise<string> {
  const PROCESSES = 5
  const LATER = 5
  const jobs: Job[] = ['outage', 'outage without retries']
  const rows = []
  for (const job of jobs) {
    const first: number[] = []
    const later: number[] = []
    for (let count = 0; count < PROCESSES; count++) {
      using worker = new Worker(job)
      first.push((await worker.round(1)).wallMs)
      for (let drill = 0; drill < LATER; drill++) later.push((await worker.round(1)).wallMs)
    }
    const speed = (wallMs: number) => Math.round(OUTAGE_SECONDS / (wallMs / 1000)).toLocaleString('en')
    const cells = [first, later].flatMap((times) => [middle(times).toFixed(0), speed(middle(times))])
    rows.push([job, ...cells])
  }
  return table(
    `30 minutes of 529s and a call every 10 s; medians of ${PROCESSES} processes`,
    ['', 'first drill, ms', 'virtual s a second', 'later drills, ms', 'virtual s a second'],
    rows,
    'Goal: under 1,000 ms, the first drill included.',
  )
}

/** How many small drills one core does. */
async function rate(): Promise<string> {
  const RUNS = 50
  using worker = new Worker('small')
  const perSecond: number[] = []
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const { wallMs } = await worker.round(RUNS)
    if (round >= 0) perSecond.push(RUNS / (wallMs / 1000))
  }
  const figures = [middle(perSecond), Math.min(...perSecond), Math.max(...perSecond)]
  return table(
    `Small drills (two 529s waited out, then a 200) in one process; ${ROUNDS} rounds of ${RUNS}`,
    ['', 'median', 'least', 'most'],
    [['drills a second', ...figures.map((figure) => figure.toFixed(0))]],
  )
}

/** What stays on the heap over thousands of drills. */
async function heap(): Promise<string> {
  const EVERY = 1000
  const drillsMax = Number(options.drills)
  const endMs = performance.now() + Number(options.seconds) * 1000
  using worker = new Worker('small')
  await worker.round(EVERY)
  const kilobytes = [(await worker.round(0)).heapBytes / 1024]
  while ((kilobytes.length - 1) * EVERY < drillsMax && performance.now() < endMs) {
    kilobytes.push((await worker.round(EVERY)).heapBytes / 1024)
  }
  const done = (kilobytes.length - 1) * EVERY
  const growth = (kilobytes.at(-1)! - kilobytes[0]!) / done
  const cutShort = done < drillsMax ? ` (of ${drillsMax}: the time was up)` : ''
  return table(
    `Heap after a collection, every ${EVERY} small drills, after as many to warm up`,
    ['drills', 'heap, MB', 'growth, KB a drill'],
    kilobytes.map((value, index) => [
      String(index * EVERY),
      (value / 1024).toFixed(2),
      index === 0 ? '' : ((value - kilobytes[index - 1]!) / EVERY).toFixed(3),
    ]),
    `Over ${done} drills${cutShort}: ${growth.toFixed(3)} KB a drill. Goal: flat.`,
  )
}

/** The failover pack, sixteen scenarios a dialect: the first pack of a process, and those that follow. */
async function pack(): Promise<string> {
  const PROCESSES = 5
  const LATER = 5
  const jobs: Job[] = ['pack anthropic', 'pack openai']
  const rows = []
  for (const job of jobs) {
    const first: number[] = []
    const later: number[] = []
    for (let count = 0; count < PROCESSES; count++) {
      using worker = new Worker(job)
      first.push((await worker.round(1)).wallMs)
      for (let run = 0; run < LATER; run++) later.push((await worker.round(1)).wallMs)
    }
    rows.push([job, ...[first, later].map((times) => (middle(times) / 1000).toFixed(2))])
  }
  return table(
    `The failover pack of sixteen against the official SDK; medians of ${PROCESSES} processes, ${LATER} later packs each`,
    ['', 'first pack, s', 'later packs, s'],
    rows,
    'Goal: under 3 s. Failover Bench published 136 to 275 s of real time a system for its own sixteen (2026).',
  )
}

/** Which of the faulty clients exploration finds. */
function finds(): Promise<string> {
  return found({ seeds: Number(options.seeds), seconds: Number(options.minutes) * 60, only: options.only })
}

const MEASURED = { attempt, outage, rate, heap, pack, explore: explored, commands }
const PARTS = { ...MEASURED, found: finds }
const wanted = positionals.length > 0 ? positionals : Object.keys(MEASURED)
const unknown = wanted.find((name) => !Object.hasOwn(PARTS, name))
if (unknown !== undefined) throw new Error(`There is no part "${unknown}". Use ${Object.keys(PARTS).join(', ')}.`)

console.log(`Node ${process.version}, ${availableParallelism()} cores\n`)
for (const name of wanted) console.log(await PARTS[name as keyof typeof PARTS]())
