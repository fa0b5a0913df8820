/** Proxies of the environment don't redirect a drill, whether clients read them themselves or Node does. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import axios from 'axios'
import { calls, drill } from 'firedrill'
import { afterEach, expect, test, vi } from 'vitest'
import { ADDRESS, oneCall } from '../drill/helpers.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const PROXY = 'http://proxy.example.net:3128'

afterEach(() => vi.unstubAllEnvs())

test('a client that reads the variables itself meets the service, and they are there again afterwards', async () => {
  vi.stubEnv('HTTPS_PROXY', PROXY)
  const trace = await drill(oneCall(), async () => (await axios.get(ADDRESS)).data)
  expect(calls(trace)[0]).toMatchObject({ value: '{"ok":true}' })
  expect(process.env.HTTPS_PROXY).toBe(PROXY)
})

test('a process that Node started with its proxies meets the service, by fetch and by node:https', async () => {
  const folder = await mkdtemp(`${root}node_modules/.proxy-`)
  try {
    await writeFile(
      `${folder}/program.mts`,
      `import https from 'node:https'
      import { calls, drill, json, scenario, healthy } from '${root}src/index.ts'
      const calm = scenario({ name: 'calm', description: 'Health.', provider: json({ hosts: ['a.example'] }), script: [healthy()] })
      const trace = await drill(calm, async () => {
        await (await fetch('https://a.example/')).json()
        return new Promise((resolve, reject) => https.get('https://a.example/', (response) => resolve(response.resume().statusCode)).on('error', reject))
      })
      console.log(calls(trace)[0].outcome, calls(trace)[0].value, trace.events.filter(({ kind }) => kind === 'unexpected-host').length)
      process.exit()`,
    )
    const environment = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY }
    const tsx = [`${root}node_modules/tsx/dist/cli.mjs`, `${folder}/program.mts`]
    const { stdout } = await promisify(execFile)(process.execPath, tsx, { env: environment })
    expect(stdout.trim()).toBe('value 200 0')
  } finally {
    await rm(folder, { recursive: true })
  }
})
