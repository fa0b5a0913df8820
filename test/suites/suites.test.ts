/** firedrill inside suites of users, each run by a vitest of its own. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const projects = fileURLToPath(new URL('projects', import.meta.url))

test.for([
  ['forks', []],
  ['threads', ['--no-isolate', '--maxWorkers=1']],
] as const)('the suites of projects/ pass in the pool %s', async ([pool, flags]) => {
  const { stdout } = await vitest('--pool', pool, ...flags)
  expect(stdout).toMatch(ALL_PASSED)
})

test('they pass, too, when watch mode runs them again', async () => {
  const { stdout } = await node('--import', 'tsx', `${projects}/watched.ts`)
  expect(stdout.match(/^passed \d\d, failed 0$/gm), stdout).toHaveLength(2)
})

test('a pool that gives each file a context of its own, in one process, gets a sentence', async () => {
  const { stdout, stderr } = await vitest('--pool', 'vmThreads', '--maxWorkers=1', 'concurrent', 'msw')
  expect(stdout + stderr).toContain(
    'Failed to set up virtual time: another context of this process has done so already: jest has one a file, as have ' +
      "the pools vmForks and vmThreads of vitest. In vitest choose the pool 'forks' or 'threads'; in jest keep drills to " +
      'one file.',
  )
})

test('the replay that a failing test prints runs that test alone, which fails by the same message', async () => {
  const failing = await vitest('failing')
  const [message, replay] = failureIn(failing)
  expect(replay).toBe(
    String.raw`npx vitest run failing.suite.ts -t 'an outage \(of half a minute\) > isn'\''t survived'`,
  )
  const shell = replay.replace('npx vitest', 'exec "$0" "$1"')
  const again = await ended('sh', '-c', shell, process.execPath, `${root}node_modules/vitest/vitest.mjs`)
  expect(failureIn(again)).toEqual([message, replay])
  expect(again.stdout).toMatch(/Tests {2}1 failed \| 1 skipped \(2\)/)
})

// Helpers

const ALL_PASSED = /Tests {2}\d\d passed \| 2 skipped \(\d\d\)/

/** The message of the one test that failed, and the command in it. */
function failureIn({ stdout, stderr }: { stdout: string; stderr: string }): [message: string, replay: string] {
  const [message, replay] = /^Error: Expected to be held[\s\S]*?^Replay: (.*)$/m.exec(stdout + stderr) ?? []
  return [message ?? stdout + stderr, replay ?? '']
}

const vitest = (...args: string[]) => node(`${root}node_modules/vitest/vitest.mjs`, 'run', ...args)
const node = (...args: string[]) => ended(process.execPath, ...args)

/** Runs a command in the folder of the projects, however it ends. */
async function ended(command: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    FAILING: args.join().includes('failing') ? 'yes' : '',
    NO_COLOR: '1',
    VITEST: undefined,
  }
  return await promisify(execFile)(command, args, { cwd: projects, env }).catch((error) => error)
}
