/** What the command line costs, from its start to its verdict, each time in a fresh process. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { middle, table } from './table.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

/** Each with its goal in seconds, the most that two cores may need; null: none is set. */
const COMMANDS: readonly (readonly [command: string, goalSeconds: number | null])[] = [
  ['npx tsx run-scenario outage.ts', 2],
  ['npx firedrill run outage', null],
  ['npx firedrill audit --quiet', 20],
]
const TIMES = 5

/** Times each command. */
export async function commands(): Promise<string> {
  const rows = []
  for (const [command, goalSeconds] of COMMANDS) {
    const seconds: number[] = []
    for (let count = 0; count < TIMES; count++) seconds.push(await secondsOf(command))
    const figures = [middle(seconds), Math.min(...seconds), Math.max(...seconds)].map((figure) => figure.toFixed(2))
    rows.push([command, ...figures, goalSeconds === null ? '' : `under ${goalSeconds}`])
  }
  return table(
    `Commands from start to end, ${TIMES} times each, in seconds`,
    ['', 'median', 'least', 'most', 'goal'],
    rows,
  )
}

function secondsOf(command: string): Promise<number> {
  const [program = '', ...argv] = command.split(' ')
  const startMs = performance.now()
  return new Promise((resolve, reject) => {
    execFile(program, argv, { cwd: ROOT, maxBuffer: 2 ** 26 }, (error, _stdout, stderr) => {
      // An audit of an SDK exits with 1: it breaks some rules.
      const code = error === null ? 0 : error.code
      if (code === 0 || code === 1) resolve((performance.now() - startMs) / 1000)
      else reject(new Error(`${command} ended with ${code}: ${stderr}`))
    })
  })
}
