/** The command as users start it: in a process of its own, from anywhere. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ASK, directoryOf, FIREDRILL, ROOT, started, TSX } from './helpers.ts'

const RUN_SCENARIO = join(ROOT, 'run-scenario')

test('the command of the README', async () => {
  const { exitCode, stdout, stderr } = await started([TSX, 'run-scenario', 'outage.ts'], ROOT)
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
  const { exitCode, stdout, stderr } = await started([TSX, RUN_SCENARIO, 'mine', '--client', 'ask.ts'], cwd)
  expect(stderr).toBe('')
  expect(stdout).toContain('firedrill: ask through mine\n')
  expect(exitCode).toBe(0)
})

test('a file that does not compile, with its line', async () => {
  const cwd = directoryOf({ 'file.ts': 'const fine = 1\nexport default = (\n' })
  const { exitCode, stdout, stderr } = await started([TSX, RUN_SCENARIO, 'file.ts'], cwd)
  expect(stderr).toBe(
    `Failed to read the scenario "file.ts": ${join(cwd, 'file.ts')}:2: Unexpected "=". Correct the syntax.\n`,
  )
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
})

test('what a client prints does not spoil the result, and what it leaves behind does not hold the process', async () => {
  const client = `${ASK.replace('{ signal }) {', "{ signal }) { console.log('noise')")}\nsetInterval(() => {}, 1000)`
  const cwd = directoryOf({ 'ask.mjs': client })
  const { exitCode, stdout, stderr } = await started(
    [TSX, RUN_SCENARIO, 'outage', '--client', 'ask.mjs', '--json'],
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
  const { exitCode, stderr } = await started([TSX, RUN_SCENARIO, 'outage', '--client', 'file.mjs'], cwd)
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
  // tsx would start another process, which a signal to the first one may outlive.
  const argv = ['--import', 'tsx', `${RUN_SCENARIO}.ts`, 'outage', '--client', join(cwd, 'file.mjs')]
  const { exitCode, stderr } = await started(argv, ROOT, { interruptAt: 'drilling' })
  expect(stderr).toBe('drilling\nFailed to finish the run: it was interrupted. Start it again to see a verdict.\n')
  expect(exitCode).toBe(130)
})

describe('npx firedrill', () => {
  test('runs a scenario, and names itself in the command to see it again', async () => {
    const { exitCode, stdout, stderr } = await started([FIREDRILL, 'run', 'outage'], ROOT)
    expect(stderr).toBe('')
    expect(stdout).toContain('\nReplay: npx firedrill run outage --seed 1\n')
    expect(exitCode).toBe(0)
  })

  test.each([
    ['modules', '{ "type": "module" }'],
    ['CommonJS', '{}'],
  ])(
    'reads TypeScript in a project of %s, with its paths and enums, and there is one copy of firedrill',
    async (_, manifest) => {
      const cwd = directoryOf(
        {
          'package.json': manifest,
          'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }',
          'lib/model.ts': "export enum Model { Opus = 'claude-opus-4-7' }\n",
          'ask.ts': `
        import { defineClient, FiredrillError } from 'firedrill'
        import { Model } from '@lib/model'
        const seen = globalThis as { error?: unknown }
        console.log(seen.error === FiredrillError ? 'one copy' : 'two copies')
        export default defineClient({
          call: ({ signal }) => fetch('https://api.anthropic.com', { method: 'POST', body: Model.Opus, signal })
        })`,
          'mine.mjs': `
        import { anthropic, FiredrillError, scenario } from 'firedrill'
        globalThis.error = FiredrillError
        export default scenario({ name: 'mine', description: 'M.', provider: anthropic(), script: [] })`,
        },
        tmpdir(),
      )
      const { exitCode, stdout, stderr } = await started([FIREDRILL, 'run', 'mine.mjs', '--client', 'ask'], cwd)
      expect(stderr).toBe('one copy\n')
      expect(stdout).toContain('through mine\n')
      expect(exitCode).toBe(0)
    },
  )

  test('a reader that has seen enough is no failure', async () => {
    const { exitCode, stderr } = await started([FIREDRILL, 'list'], ROOT, {
      onOutput: (_stdout, _stderr, child) => child.stdout?.destroy(),
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  test.each([
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [{}, false],
  ] as const)('with %j and no terminal, colours: %s', async (env, isColoured) => {
    const { stdout } = await started([FIREDRILL, 'list', 'failures'], ROOT, { env })
    expect(stdout.includes('\u001b[')).toBe(isColoured)
  })
})
