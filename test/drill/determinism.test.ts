/** One seed, one trace: byte for byte, also while every core is busy. */
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import Anthropic from '@anthropic-ai/sdk'
import { anthropic, defineClient, drill, during, healthy, mix, scenario, silence, times } from 'firedrill'
import { expect, test } from 'vitest'

const api = anthropic()

const rough = scenario({
  name: 'rough-weather',
  description: 'Failures by number, by time and by chance, with a silence that only a time-out ends.',
  provider: api,
  script: [
    times(2, api.overloaded(), api.rateLimited({ retryAfter: 2 })),
    during('20s', mix([2, api.internalError()], [1, healthy({ delay: '300ms' })])),
    times(1, silence()),
    healthy(),
  ],
  calls: { count: 6, every: '4s' },
})

const client = defineClient({
  setup: () => new Anthropic({ apiKey: 'sk-ant-test-0123456789', timeout: 15_000 }),
  call: ({ signal }, sdk) => {
    const body = { model: 'claude-opus-4-7', max_tokens: 64, messages: [{ role: 'user', content: 'hello' }] } as const
    return sdk.messages.create({ ...body, messages: [...body.messages] }, { signal })
  },
})

test('200 drills with one seed give 200 identical traces, half of them while both cores are busy', async () => {
  const traces = new Set<string>()
  for (let run = 0; run < 100; run++) traces.add(JSON.stringify(await drill(rough, client, { seed: 7 })))
  const stop = burnCores()
  for (let run = 0; run < 100; run++) traces.add(JSON.stringify(await drill(rough, client, { seed: 7 })))
  await stop()
  expect(traces.size).toBe(1)
}, 120_000)

test('what is really random in a request is evened out: UUIDs and multipart boundaries', async () => {
  const form = defineClient({
    call: async ({ signal }) => {
      const body = new FormData()
      body.set('id', crypto.randomUUID())
      const headers = { 'idempotency-key': crypto.randomUUID() }
      const response = await fetch('https://api.anthropic.com/v1/files', { method: 'POST', headers, body, signal })
      return response.status
    },
  })
  const [one, other] = [await drill(rough, form), await drill(rough, form)]
  expect(JSON.stringify(one)).toBe(JSON.stringify(other))
})

test('the first drill of a process is like all others', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    `import { drill, json, scenario, healthy } from '${new URL('../../src/index.ts', import.meta.url).href}'
    const calm = scenario({ name: 'calm', description: 'Health.', provider: json({ hosts: ['a.example'] }), script: [healthy()] })
    const traces = []
    for (let run = 0; run < 3; run++) {
      traces.push(JSON.stringify(await drill(calm, async () => (await fetch('https://a.example/')).json())))
    }
    console.log(new Set(traces).size)
    process.exit()`,
  ])
  expect(stdout.trim()).toBe('1')
})

test('another seed gives another trace', async () => {
  const [one, other] = [await drill(rough, client, { seed: 7 }), await drill(rough, client, { seed: 8 })]
  expect(JSON.stringify(one.events)).not.toBe(JSON.stringify(other.events))
})

// Helpers

function burnCores(): () => Promise<unknown> {
  const burn = 'for (let end = Date.now() + 60_000; Date.now() < end; ) Math.sqrt(2)'
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(burn, { eval: true }))
  return () => Promise.all(workers.map((worker) => worker.terminate()))
}
