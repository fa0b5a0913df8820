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
const INGREDIENTS = ['src', 'scenarios', 'package.json', 'tsconfig.json', 'tsconfig.build.json']

/** What a project of a user's has besides: the test runner, the compiler, and Node's types. */
const USERS_OWN = ['vitest', 'typescript', '@types/node']

let workshop: string
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
  const tarball = (await readdir(workshop)).find((file) => file.endsWith('.tgz'))!
  await run('tar', ['-xzf', join(workshop, tarball), '-C', installed(), '--strip-components=1'])
  for (const name of [...Object.keys(manifest.dependencies), ...USERS_OWN]) {
    const link = join(project, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(repository, 'node_modules', name), link)
  }
  await write('package.json', '{ "type": "module" }')
}, 60_000)

afterAll(() => rm(workshop, { recursive: true, force: true }))

const write = (name: string, text: string) => writeFile(join(project, name), text)
const node = async (...args: string[]) => (await run(process.execPath, args, { cwd: project })).stdout

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
  const built = [...sources.filter((file) => !file.startsWith('src/cli/')), ...gallery]
    .map((file) => `dist/${file.replace(/\.ts$/, '')}`)
    .flatMap((file) => [`${file}.js`, `${file}.d.ts`])
  const shipped = (await filesOf(installed())).filter((file) => file !== 'README.md' && file !== 'LICENSE')
  expect(shipped.toSorted()).toEqual([...built, 'package.json'].toSorted())
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
    `import { anthropic, type Client, defineClient, drill, during, json, scenario, type Trace } from 'firedrill'
    import outage from 'firedrill/scenarios/outage'
    import 'firedrill/vitest'
    import { expect } from 'vitest'
    const client: Client<{ count: number }> = defineClient({
      setup: () => ({ count: 0 }),
      call: async ({ signal }, built) => [built.count++, signal.aborted],
    })
    const trace: Trace = await drill(outage, client)
    expect(trace).toBackOff({ backoffCap: '8s' })
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
