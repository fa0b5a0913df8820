/** The package as users get it: built, packed, unpacked beside nothing but what it declares, and drilled by plain Node. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../', import.meta.url))

/** What the build reads; a copy of it is built, so that nothing of the clone changes. */
const INGREDIENTS = ['src', 'scenarios', 'bin', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'README.md']

/** What a project of a user's has besides: the test runner, the compiler, and Node's types. */
const USERS_OWN = ['vitest', 'typescript', '@types/node']

let workshop: string
let tarball: string
let project: string
const installed = () => join(project, 'node_modules/firedrill')

beforeAll(async () => {
  workshop = await mkdtemp(join(tmpdir(), 'firedrill-package-'))
  const source = join(workshop, 'source')
  for (const part of INGREDIENTS) await cp(join(repository, part), join(source, part), { recursive: true })
  await symlink(join(repository, 'node_modules'), join(source, 'node_modules'))
  await run('npm', ['pack', '--pack-destination', workshop], { cwd: source })

  project = join(workshop, 'project')
  await mkdir(installed(), { recursive: true })
  tarball = join(workshop, (await readdir(workshop)).find((file) => file.endsWith('.tgz'))!)
  await run('tar', ['-xzf', tarball, '-C', installed(), '--strip-components=1'])
  for (const name of [...Object.keys(manifest.dependencies), ...USERS_OWN]) {
    const link = join(project, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(repository, 'node_modules', name), link)
  }
  await write('package.json', '{ "type": "module" }')
}, 120_000)

afterAll(() => rm(workshop, { recursive: true, force: true }))

const write = (name: string, text: string) => writeFile(join(project, name), text)
const node = async (...args: string[]) => (await ended(...args)).stdout

/** Runs Node in the project, however it ends. */
async function ended(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, NO_COLOR: '1', NODE_TEST_CONTEXT: undefined }
  const { code = 0, stdout, stderr } = await run(process.execPath, args, { cwd: project, env }).catch((error) => error)
  return { code, stdout, stderr }
}

const firedrill = (...args: string[]) => ended(join(installed(), manifest.bin.firedrill), ...args)

/** Sends everything again at once, and loses what the last answer said. */
const HASTY_CLIENT = `
  export async function ask({ signal }: { signal: AbortSignal }): Promise<unknown> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const response = await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body: '{}', signal })
      if (response.ok) return await response.json()
      await response.body?.cancel()
    }
    throw new Error('gave up')
  }
  export default ask`

const filesOf = async (directory: string) => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(directory.length + 1)
        .replaceAll('\\', '/'),
    )
}

test('the tarball holds what was built of the library and of the gallery, and nothing else', async () => {
  const sources = (await filesOf(join(repository, 'src'))).map((file) => `src/${file}`)
  const gallery = (await filesOf(join(repository, 'scenarios'))).map((file) => `scenarios/${file}`)
  const built = [...sources, ...gallery]
    .map((file) => `dist/${file.replace(/\.ts$/, '')}`)
    .flatMap((file) => [`${file}.js`, `${file}.d.ts`])
  const shipped = (await filesOf(installed())).filter((file) => file !== 'LICENSE')
  expect(shipped.toSorted()).toEqual([...built, 'bin/firedrill.mjs', 'package.json', 'README.md'].toSorted())
})

test('publint and attw find no fault with it', async () => {
  const tool = (path: string) => join(repository, 'node_modules', path)
  const linted = await ended(tool('publint/src/cli.js'), 'run', tarball, '--strict')
  expect(linted, linted.stdout).toMatchObject({ code: 0 })
  const typed = await ended(tool('@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'esm-only')
  expect(typed, typed.stdout).toMatchObject({ code: 0 })
})

test('its command drills the gallery with the official SDK, and a client of the project', async () => {
  await write('hasty.ts', HASTY_CLIENT)
  const [sdk, own, list] = await Promise.all([
    firedrill('run', 'anthropic-500-once'),
    firedrill('run', 'outage', '--client', 'hasty.ts'),
    firedrill('list'),
  ])
  expect(sdk.stdout).toMatch(/through anthropic-500-once\n[\s\S]*\nPASS/)
  expect(sdk.code).toBe(0)
  expect(own.stdout).toContain('Violated: ')
  expect(own.code).toBe(1)
  expect(list.stdout).toContain('\n  outage ')
})

test('its command begins a project, which can be drilled', async () => {
  const { code, stdout } = await firedrill('init')
  expect(code).toBe(0)
  const command = /npx firedrill (run .*)/.exec(stdout)![1]!
  const drilled = await firedrill(...command.split(' '))
  expect(drilled.stdout).toContain('\nPASS')
  expect(drilled.code).toBe(0)
})

test('node:test asserts with it, and a failure says what the matchers say', async () => {
  await write('hasty.ts', HASTY_CLIENT)
  await write(
    'bare.test.js',
    `import { test } from 'node:test'
    import { anthropic, assertKeeps, assertPasses, backsOff, drill, scenario, terminates, times } from 'firedrill'
    import { ask } from './hasty.ts'
    const api = anthropic()
    const script = [times(3, api.internalError())]
    const busy = scenario({ name: 'busy', description: 'Three 500s.', provider: api, script })
    test('ends', async () => assertKeeps(await drill(busy, ask), terminates()))
    test('waits', async () => assertKeeps(await drill(busy, ask), backsOff()))
    test('passes', async () => assertPasses(await drill(busy, ask)))`,
  )
  const strip = process.features.typescript ? [] : ['--experimental-strip-types']
  const { code, stdout } = await ended(...strip, '--test', '--test-reporter=tap', 'bare.test.js')
  expect(stdout.match(/^(not )?ok \d - \w+/gm)).toEqual(['ok 1 - ends', 'not ok 2 - waits', 'not ok 3 - passes'])
  expect(stdout).toContain('Expected to be held: backs-off (R3) is violated.')
  expect(stdout).toContain('Replay: drill(scenario, client, { seed: 1 })')
  expect(stdout).toContain('Expected to pass: the drill fails.')
  expect(code).toBe(1)
})

test('plain Node drills a scenario of the gallery', async () => {
  await write(
    'drill.js',
    `import { allProperties, calls, drill } from 'firedrill'
    import outage from 'firedrill/scenarios/outage'
    const trace = await drill(outage, async ({ signal }) => {
      const response = await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body: '{}', signal })
      if (!response.ok) throw new Error(String(response.status))
      return await response.json()
    })
    const verdicts = allProperties().map((property) => property.check(trace).verdict)
    console.log(JSON.stringify({ calls: calls(trace).length, violated: verdicts.includes('violated') }))`,
  )
  expect(JSON.parse(await node('drill.js'))).toEqual({ calls: expect.any(Number), violated: true })
})

test('its matchers come with vitest, and judge what it drilled', async () => {
  await write(
    'matchers.test.js',
    `import { anthropic, drill, scenario, times } from 'firedrill'
    import 'firedrill/vitest'
    import { expect, test } from 'vitest'
    test('gives up at once', async () => {
      const api = anthropic()
      const script = [times(2, api.overloaded())]
      const busy = scenario({ name: 'busy', description: 'Two 529s.', provider: api, script })
      const trace = await drill(busy, async () => {
        const { status } = await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body: '{}' })
        if (status !== 200) throw new Error(String(status))
      })
      expect(trace).toTerminate()
      expect(trace).not.toRetryTransient()
    })`,
  )
  expect(await node('node_modules/vitest/vitest.mjs', 'run', '--root', '.')).toContain('1 passed')
})

test('its types resolve in a strict project, without the help of skipLibCheck', async () => {
  await write(
    'uses.ts',
    `import { anthropic, assertPasses, type Client, defineClient, drill, during, json, scenario, type Trace } from 'firedrill'
    import outage from 'firedrill/scenarios/outage'
    import 'firedrill/vitest'
    import { expect } from 'vitest'
    const client: Client<{ count: number }> = defineClient({
      setup: () => ({ count: 0 }),
      call: async ({ signal }, built) => [built.count++, signal.aborted],
    })
    const trace: Trace = await drill(outage, client)
    expect(trace).toBackOff({ backoffCap: '8s' })
    expect(trace).toPass({ require: ['recovers'] })
    assertPasses(trace)
    // @ts-expect-error a duration has a unit that there is
    during('12 parsecs', anthropic().overloaded())
    scenario({ name: 'mine', description: 'Nothing fails.', provider: json({ hosts: ['api.example.com'] }), script: [] })`,
  )
  const options = { target: 'es2024', module: 'nodenext', moduleResolution: 'nodenext', strict: true, noEmit: true }
  const compilerOptions = { ...options, lib: ['es2024', 'dom', 'esnext.disposable'], types: ['node'] }
  await write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['uses.ts'] }))
  const { stdout } = await run(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: project }).catch(
    (error) => error,
  )
  expect(stdout).toBe('')
})
