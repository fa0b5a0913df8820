/** The command as users start it: in a process of its own, from anywhere. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Answer, ASK, directoryOf, ROOT } from './helpers.ts'

const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs')

test('the command of the README', async () => {
  const { exitCode, stdout, stderr } = await start(['run-scenario', 'outage.ts'])
  expect(stderr).toBe('')
  expect(stdout).toContain('\nPASS  ')
  expect(exitCode).toBe(0)
})

test('scenario and client import firedrill by its name, wherever they lie', async () => {
  const cwd = directoryOf({
    'package.json': '{ "type": "module" }',
    'ask.ts': `${ASK.replace('{ signal }', '{ signal }: Call')}import type { Call } from 'firedrill'`,
    'mine.ts': `
      import { anthropic, healthy, scenario } from 'firedrill'
      export default scenario({ name: 'mine', description: 'M.', provider: anthropic(), script: [healthy()] })`,
  })
  const { exitCode, stdout, stderr } = await start([join(ROOT, 'run-scenario'), 'mine', '--client', 'ask.ts'], cwd)
  expect(stderr).toBe('')
  expect(stdout).toContain('firedrill: ask through mine\n')
  expect(exitCode).toBe(0)
})

test('a file that does not compile, with its line', async () => {
  const cwd = directoryOf({ 'file.ts': 'const fine = 1\nexport default = (\n' })
  const { exitCode, stdout, stderr } = await start([join(ROOT, 'run-scenario'), 'file.ts'], cwd)
  expect(stderr).toBe(
    `Failed to read the scenario "file.ts": ${join(cwd, 'file.ts')}:2: Unexpected "=". Correct the syntax.\n`,
  )
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
})

test('what a client prints does not spoil the result, and what it leaves behind does not hold the process', async () => {
  const client = `${ASK.replace('{ signal }) {', "{ signal }) { console.log('noise')")}\nsetInterval(() => {}, 1000)`
  const cwd = directoryOf({ 'ask.mjs': client })
  const { exitCode, stdout, stderr } = await start(
    [join(ROOT, 'run-scenario'), 'outage', '--client', 'ask.mjs', '--json'],
    cwd,
  )
  expect(JSON.parse(stdout)).toMatchObject({ client: 'ask', verdict: 'fail' })
  expect(stderr).toBe('noise\n'.repeat(4))
  expect(exitCode).toBe(1)
})

test.each([
  ['a client that ends the process', 'export default () => process.exit(0)'],
  ['a client file that never finishes loading', 'await new Promise(() => {})\nexport default () => 1'],
])('%s is no pass', async (_, source) => {
  const cwd = directoryOf({ 'file.mjs': source })
  const { exitCode, stderr } = await start([join(ROOT, 'run-scenario'), 'outage', '--client', 'file.mjs'], cwd)
  expect(stderr).toMatch(/^Failed to finish the run: the process was ended from within, /)
  expect(exitCode).toBe(2)
})

test('Ctrl-C ends it with a sentence and 130', async () => {
  const client = `
    console.log('drilling')
    export default async () => {
      await fetch('https://api.anthropic.com/v1/messages', { method: 'POST' })
      for (;;) await new Promise((resolve) => setImmediate(resolve))
    }`
  const cwd = directoryOf({ 'file.mjs': client })
  const { exitCode, stderr } = await start(
    ['--import', 'tsx', join(ROOT, 'run-scenario.ts'), 'outage', '--client', join(cwd, 'file.mjs')],
    ROOT,
    { isDirect: true, interruptAt: 'drilling' },
  )
  expect(stderr).toBe('drilling\nFailed to finish the run: it was interrupted. Start it again to see a verdict.\n')
  expect(exitCode).toBe(130)
})

// Helpers

/** Starts the command through tsx, or (to signal it and nothing else) through Node with tsx loaded. */
function start(
  argv: string[],
  cwd: string = ROOT,
  { isDirect = false, interruptAt = '' }: { isDirect?: boolean; interruptAt?: string } = {},
): Promise<Answer> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env
  const child = spawn(process.execPath, isDirect ? argv : [TSX, ...argv], { cwd, env })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    if (interruptAt !== '' && stderr.includes(interruptAt)) child.kill('SIGINT')
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr })))
}
