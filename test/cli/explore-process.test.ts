/** `npx firedrill` as users start it: in a process of its own. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FINE, SWALLOWING } from './explore-helpers.ts'
import { type Answer, directoryOf, ROOT } from './helpers.ts'

const QUICK = ['--faults', '500', '--no-keep', '--budget', '10m']

test('the client may be written in TypeScript, and lie anywhere', async () => {
  const client = FINE.replace('{ signal }', '{ signal }: Call').concat("import type { Call } from 'firedrill'\n")
  const cwd = directoryOf({ 'package.json': '{ "type": "module" }', 'fine.ts': client })
  const { exitCode, stdout, stderr } = await start(['explore', '--client', 'fine.ts', '--runs', '5', ...QUICK], cwd)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^firedrill: exploring fine\n/)
  expect(exitCode).toBe(0)
})

test('Ctrl-C prints what was found so far', async () => {
  const client = `${SWALLOWING}\nlet count = 0\nconst say = () => ++count === 40 && console.log('drilling')\n`.replace(
    'swallowing(call) {',
    'swallowing(call) { say();',
  )
  const cwd = directoryOf({ 'swallowing.mjs': client })
  const line = ['explore', '--client', 'swallowing.mjs', '--runs', '100000', ...QUICK]
  const { exitCode, stdout } = await start(line, cwd, 'drilling')
  expect(stdout).toContain('✗ VIOLATED     R12 surfaces-errors: ')
  expect(stdout).toContain('It was interrupted after ')
  expect(exitCode).toBe(130)
})

// Helpers

function start(argv: string[], cwd: string, interruptAt = ''): Promise<Answer> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env
  const child = spawn(process.execPath, [join(ROOT, 'bin/firedrill.mjs'), ...argv], { cwd, env })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    if (interruptAt !== '' && String(chunk).includes(interruptAt)) child.kill('SIGINT')
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr })))
}
