/** `firedrill init`: what it writes into a project works as it stands, and nothing of the user's is touched. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Answer, directoryOf, FIREDRILL, fire, ROOT, started } from './helpers.ts'

const SDK = { anthropic: '@anthropic-ai/sdk', openai: 'openai', gemini: '@google/genai' } as const

const manifest = (parts: object) => JSON.stringify({ name: 'theirs', private: true, ...parts })

describe.each(['anthropic', 'openai', 'gemini'] as const)('for %s', (api) => {
  test('what it writes for its SDK passes, in TypeScript', async () => {
    const cwd = directoryOf({
      'package.json': manifest({ type: 'module', dependencies: { [SDK[api]]: '*' } }),
      'tsconfig.json': '{}',
    })
    const { exitCode, stdout } = await fire(['init'], cwd)
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`a client by ${SDK[api]}`)
    expect(readFileSync(join(cwd, 'drills/client.ts'), 'utf8')).toContain(`'${SDK[api]}'`)
    await passes(stdout, cwd)
  })

  test('and what it writes without one, in JavaScript', async () => {
    const cwd = directoryOf({ 'package.json': manifest({}) })
    const { stdout } = await fire(['init', '--provider', api], cwd)
    expect(readdirSync(join(cwd, 'drills'))).toEqual(['client.mjs', 'first-outage.mjs'])
    await passes(stdout, cwd)
  })
})

test('what it writes without an SDK waits as long as ever when it cannot read a hint', async () => {
  const cwd = directoryOf({
    'package.json': manifest({}),
    'soon.mjs': `
      import { anthropic, during, scenario } from 'firedrill'
      const script = [during('1s', anthropic().internalError({ retryAfter: 'soon' }))]
      export default scenario({ name: 'soon', description: 'S.', provider: anthropic(), script })`,
  })
  await fire(['init'], cwd)
  const { stdout } = await started([FIREDRILL, 'run', 'soon.mjs', '--client', 'drills/client.mjs', '--json'], cwd)
  const [first, second] = JSON.parse(stdout).attempts
  expect(second.startMs - first.startMs).toBeGreaterThanOrEqual(1000)
})

test('a project of modules gets .js, one with vitest a test, and the test passes', async () => {
  const cwd = directoryOf({ 'package.json': manifest({ type: 'module', devDependencies: { vitest: '*' } }) })
  const { stdout } = await fire(['init'], cwd)
  expect(stdout).toContain('drills/first-outage.test.js ')
  expect(await tested(cwd)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 passed') })
})

test('the test passes in TypeScript too, and the compiler is content', async () => {
  const compilerOptions = {
    target: 'es2024',
    lib: ['es2024', 'dom'],
    module: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    paths: { firedrill: ['../../../src/index.ts'], 'firedrill/vitest': ['../../../src/vitest.ts'] },
    allowImportingTsExtensions: true,
  }
  const cwd = directoryOf({
    'package.json': manifest({ type: 'module', devDependencies: { vitest: '*', typescript: '*' } }),
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['drills'] }),
  })
  await fire(['init'], cwd)
  expect(await tested(cwd)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 passed') })
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  expect(await started([compiler, '-p', cwd], cwd)).toEqual({ exitCode: 0, stdout: '', stderr: '' })
})

test('nothing is written over, and what was left alone is said', async () => {
  const cwd = directoryOf({ 'package.json': manifest({}), 'drills/client.mjs': '// mine\n' })
  const { exitCode, stdout } = await fire(['init'], cwd)
  expect(readFileSync(join(cwd, 'drills/client.mjs'), 'utf8')).toBe('// mine\n')
  expect(stdout).toMatch(/Left alone, as it was there already\n {2}drills\/client\.mjs +a client/)
  const again = await fire(['init', '--json'], cwd)
  expect(JSON.parse(again.stdout)).toMatchObject({
    written: [],
    left: ['drills/first-outage.mjs', 'drills/client.mjs', '.github/workflows/firedrill.yml'],
  })
  expect(exitCode).toBe(0)
})

test('the workflow installs as the project does, drills, and gates by a scorecard once there is one', async () => {
  const cwd = directoryOf({ 'package.json': manifest({}), 'pnpm-lock.yaml': '' })
  const { stdout } = await fire(['init'], cwd)
  const { jobs } = parse(readFileSync(join(cwd, '.github/workflows/firedrill.yml'), 'utf8'))
  const commands = jobs.firedrill.steps.flatMap(({ run }: { run?: string }) => run ?? [])
  expect(commands).toEqual([
    'corepack enable && pnpm install --frozen-lockfile',
    'npx firedrill run drills/first-outage.mjs --client drills/client.mjs --report github',
    'npx firedrill audit --client drills/client.mjs --baseline drills/scorecard.json --report github',
  ])
  expect(stdout).toContain('\n  pnpm add -D firedrill\n')
  expect(stdout).toContain('\n  npx firedrill audit --client drills/client.mjs --save drills/scorecard.json\n')
})

test.each([
  [{ 'package.json': '{' }, [], "Failed to look at the project: package.json can't be read: "],
  [{ 'package.json': '{}', drills: 'a file' }, [], 'Failed to write drills/first-outage.mjs: '],
  [{}, ['--provider', 'opnai'], 'Failed to write a client: there is none to begin with for "opnai". Try openai.'],
])('%j can not be begun with', async (files, words, sentence) => {
  const { exitCode, stdout, stderr } = await fire(['init', ...words], directoryOf(files as Record<string, string>))
  expect(stderr.startsWith(sentence)).toBe(true)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
})

// Helpers

/** Runs the first command that `init` proposes for what it wrote. */
async function passes(text: string, cwd: string): Promise<void> {
  const [line = ''] = /(?<=npx firedrill )run .+/.exec(text) ?? []
  const { exitCode, stdout, stderr } = await started([FIREDRILL, ...line.split(' ')], cwd)
  expect(stderr).toBe('')
  expect(stdout).toContain('✓ held         R8 recovers')
  expect(exitCode).toBe(0)
}

/** What vitest says of the project's tests, with this copy of firedrill. */
async function tested(cwd: string): Promise<Answer> {
  writeFileSync(
    join(cwd, 'vitest.config.ts'),
    `import base from '${join(ROOT, 'vitest.config.ts')}'
    const test = { include: ['drills/*.test.*'], exclude: [], server: { deps: { inline: [/drills/] } } }
    export default { resolve: base.resolve, test }`,
  )
  return await started([join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run'], cwd)
}
