/** Files that are no scenarios and no clients: each is one sentence on stderr, and exit code 2. */
import { expect, test } from 'vitest'
import { ASK, directoryOf, OWN_HANDLERS, run } from './helpers.ts'

const SCENARIO_START = "import { anthropic, json, scenario, status, healthy } from 'firedrill'\n"

test('a scenario that is nowhere, with the name that was probably meant', async () => {
  const { exitCode, stderr } = await run(['outgae'], '/')
  expect(stderr).toBe(
    'Failed to find the scenario "outgae": there is no file /outgae and none of this name in the gallery. ' +
      'Try "outage"; npx firedrill list shows all.\n',
  )
  expect(exitCode).toBe(2)
})

test('a scenario that is nowhere, with the file beside it that was probably meant', async () => {
  const cwd = directoryOf({ 'drills/first.mjs': '' })
  expect((await run(['drills/frist.mjs'], cwd)).stderr).toContain('. Try "drills/first.mjs"; npx firedrill list shows')
  expect((await run(['drills'], cwd)).stderr).toContain("is a directory. Name the files in it: 'drills/*.mjs'.\n")
})

test.each<[what: string, source: string, sentence: string]>([
  [
    'exports nothing',
    'export {}',
    'Failed to load the scenario "file.js": it exports nothing. End it with: export default scenario({ … }).',
  ],
  [
    'has no default export',
    'export const outage = 1',
    'Failed to load the scenario "file.js": it has no default export, only outage. ' +
      'End it with: export default scenario({ … }).',
  ],
  [
    'exports nonsense',
    'export default 42',
    'Failed to load the scenario "file.js": its default export is a number, and no scenario. ' +
      'Export what scenario({ name, description, provider, script }) makes.',
  ],
  [
    'exports an object of another kind',
    'export default { steps: [] }',
    'Failed to load the scenario "file.js": its default export is an object with steps, and no scenario. ' +
      'Export what scenario({ name, description, provider, script }) makes.',
  ],
  [
    'says what the DSL refuses',
    `${SCENARIO_START}export default status(99)`,
    'Failed to make status(99): a status is a whole number from 200 to 599. Give such a number.',
  ],
  [
    'needs handlers that nobody gave',
    OWN_HANDLERS,
    'Failed to drill "mine": it needs the handlers "good", and none were given. ' +
      'Export them from the client or the scenario: export const handlers = { "good": [ … ] }.',
  ],
  [
    'speaks a dialect that has no default client',
    `${SCENARIO_START}export default scenario({ name: 'x', description: 'X.', provider: json(), script: [healthy()] })`,
    'Failed to drill a default client through "x": there is none that speaks to json. ' +
      'Name a client that does: --client FILE.',
  ],
])('a scenario file that %s', async (_, source, sentence) => {
  const answer = await run(['file.js'], directoryOf({ 'file.js': source }))
  expect(answer).toEqual({ exitCode: 2, stdout: '', stderr: `${sentence}\n` })
})

test('a file that throws, with what and where', async () => {
  const cwd = directoryOf({ 'file.js': "\nthrow new TypeError('boom')" })
  const { exitCode, stderr } = await run(['file.js'], cwd)
  expect(stderr).toMatch(/^Failed to load the scenario "file\.js": it threw TypeError: boom.*\. Correct the file\.\n$/)
  expect(exitCode).toBe(2)
})

test('a client that misses its key when it is loaded', async () => {
  const cwd = directoryOf({ 'file.js': "throw new Error('Set OPENAI_API_KEY.')" })
  const { stderr } = await run(['outage', '--client', 'file.js'], cwd)
  expect(stderr).toMatch(/it threw Error: Set OPENAI_API_KEY.*\. Give it a key, .*; any will do\.\n$/)
})

test('a kept failure where a scenario belongs', async () => {
  const kept = JSON.stringify({ schemaVersion: 1, property: 'jitters', client: 'ask', seed: 1, scenario: {} })
  const { stderr } = await run(['kept.json'], directoryOf({ 'kept.json': kept }))
  expect(stderr).toBe(
    'Failed to load the scenario "kept.json": it is a failure that an exploration kept. Drill it by npx firedrill replay.\n',
  )
})

test.each<[what: string, source: string, sentence: string]>([
  [
    'exports nothing',
    'export {}',
    'Failed to load the client "file.js": it exports nothing. End it with: export default async ({ signal }) => ….',
  ],
  [
    'exports nonsense',
    'export default []',
    'Failed to load the client "file.js": its default export is a list, and no client. ' +
      'Export an async function (call) => value, or defineClient({ call }).',
  ],
  [
    'declares what is no promise',
    'export default { call: async () => 1, contract: { retries: -1 } }',
    'Failed to read the contract: retries: -1 is no count. Give a whole number from 0.',
  ],
  [
    'throws while it is set up',
    "export default { call: async () => 1, setup() { throw new Error('no key') } }",
    'Failed to set up the client "file.js": its setup threw Error: no key. Correct it; --verbose shows where.',
  ],
  [
    'exports no handlers where it should',
    `${ASK}\nexport const handlers = []`,
    'Failed to load the client "file.js": its export "handlers" is no record of lists of MSW handlers. ' +
      "Export const handlers = { name: [http.post('…', …)] }.",
  ],
])('a client file that %s', async (_, source, sentence) => {
  const answer = await run(['outage', '--client', 'file.js'], directoryOf({ 'file.js': source }))
  expect(answer).toEqual({ exitCode: 2, stdout: '', stderr: `${sentence}\n` })
})

test.each([
  ['another API that is known', 'api.openai.com', 'That is openai: take a scenario about it, or give the command'],
  ['any other host', 'api.shop.example', 'Check its base URL, or give the provider its hosts: anthropic({ hosts: ['],
])('a client that speaks to %s', async (_, host, advice) => {
  const client = `export default async () => { await fetch('https://${host}/v1/responses') }`
  const { exitCode, stderr } = await run(['outage', '--client', 'file.js'], directoryOf({ 'file.js': client }))
  expect(stderr).toMatch(/^Failed to drill "file" through "outage": it does not speak to anthropic at .*\n$/)
  expect(stderr).toContain(`it only tried ${host}:443. ${advice}`)
  expect(exitCode).toBe(2)
})

test.each([
  ['fails', "throw new Error('No key was found.')", 'ended with Error: No key was found. Give it what it needs'],
  ['is answered', 'return 1', 'gave a value. Leave out the cache'],
  ['waits', 'await new Promise(() => {})', 'never ended. Look at what it awaits'],
])('a client that %s before it sends its request', async (_, body, why) => {
  const cwd = directoryOf({ 'file.js': `export default async () => { ${body} }` })
  const { exitCode, stdout, stderr } = await run(['outage', '--client', 'file.js'], cwd)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(`it sent no request at all; its call ${why}`)
})

test('a file that asks the network while it is loaded, with what is behind the error', async () => {
  const refused = "Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), { code: 'ECONNREFUSED' })"
  const client = `throw new TypeError('fetch failed', { cause: ${refused} })`
  const { exitCode, stderr } = await run(['outage', '--client', 'file.js'], directoryOf({ 'file.js': client }))
  expect(stderr).toContain('it threw TypeError: fetch failed (connect ECONNREFUSED 192.0.2.1:443)')
  expect(stderr).toMatch(/\. Ask the network in setup or in the call, where it is drilled\.\n$/)
  expect(exitCode).toBe(2)
})

test('a client that is nowhere, with the file that was probably meant', async () => {
  const cwd = directoryOf({ 'src/ask.js': ASK })
  const { exitCode, stderr } = await run(['outage', '--client', 'src/aks.js'], cwd)
  expect(stderr).toContain('Failed to find the client "src/aks.js": there is no file ')
  expect(stderr).toContain('. Try "src/ask.js".\n')
  expect(exitCode).toBe(2)
})

test('the stack is shown only when it is asked for', async () => {
  const cwd = directoryOf({ 'file.js': "throw new Error('boom')" })
  expect((await run(['file.js'], cwd)).stderr.split('\n')).toHaveLength(2)
  expect((await run(['file.js', '--verbose'], cwd)).stderr).toContain('\n    at ')
})
