/** `npx firedrill` as users start it: in a process of its own. */
import { expect, test } from 'vitest'
import { directoryOf, FINE, FIREDRILL, SWALLOWING, started } from './helpers.ts'

const QUICK = ['--faults', '500', '--no-keep', '--budget', '10m']

test('the client may be written in TypeScript, and lie anywhere', async () => {
  const client = FINE.replace('{ signal }', '{ signal }: Call').concat("import type { Call } from 'firedrill'\n")
  const cwd = directoryOf({ 'package.json': '{ "type": "module" }', 'fine.ts': client })
  const { exitCode, stdout, stderr } = await started(
    [FIREDRILL, 'explore', '--client', 'fine.ts', '--runs', '5', ...QUICK],
    cwd,
  )
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
  const { exitCode, stdout } = await started([FIREDRILL, ...line], cwd, { interruptAt: 'drilling' })
  expect(stdout).toContain('✗ VIOLATED     R12 surfaces-errors: ')
  expect(stdout).toContain('It was interrupted after ')
  expect(exitCode).toBe(130)
})
