/** What a few probes tell of a client. */
import { expect, test } from 'vitest'
import type { ClientDefinition } from '../../src/drill/client.ts'
import { probe } from '../../src/explore/calibrate.ts'
import { type Profile, profileOf } from '../../src/explore/profile.ts'
import { reset } from '../../src/fault/cut.ts'
import { status } from '../../src/fault/status.ts'
import { anthropic } from '../../src/provider/anthropic/dialect.ts'
import { clientOf } from './clients.ts'

const HALVES = (retry: number) => 500 * (retry + 1)

test('how often it tries, when, and for how long it bears silence', async () => {
  const profile = await profileOfClient(clientOf({ name: 'regular', retries: 3, waitMs: HALVES }))
  expect(profile).toEqual({
    firstSentMs: 0,
    attempts: 4,
    retriesMs: [500, 1500, 3000],
    callMs: 3000,
    endless: [],
    attemptMs: 20_000,
    streams: false,
    offersTools: false,
    models: ['claude-opus-4-7'],
    hosts: ['api.anthropic.com'],
  })
})

test('retries without end are known by the limit of the drill', async () => {
  const endless = clientOf({ name: 'endless', retries: Number.POSITIVE_INFINITY, waitMs: () => 1000 })
  const { attempts, callMs, endless: seen, retriesMs } = await profileOfClient(endless)
  expect({ attempts, callMs }).toEqual({ attempts: null, callMs: null })
  expect(seen).toEqual([status(500), status(429), reset()].map((fault) => ({ fault, limitMs: 49_000 })))
  expect(retriesMs.slice(0, 3)).toEqual([1000, 2000, 3000])
})

test('each failure has an end of its own', async () => {
  const isPermanent = (status: number) => status !== 429
  const endless = clientOf({ name: 'insists', retries: Number.POSITIVE_INFINITY, waitMs: () => 1000, isPermanent })
  const { endless: seen } = await profileOfClient(endless)
  expect(seen.map(({ fault }) => fault)).toEqual([status(429), reset()])
})

test('many retries are not taken for no end of them', async () => {
  const stubborn = clientOf({ name: 'stubborn', retries: 120, waitMs: () => 1000 })
  const probed = await probe(stubborn, WORLD, { limits: { attempts: 50 } })
  expect(probed.attemptsMax).toBe(242)
  expect(profileOf(probed)).toMatchObject({ attempts: 121, callMs: 120_000, endless: [] })
})

test('a fallback is known by its models', async () => {
  const models = ['claude-opus-4-7', 'claude-haiku-4-5']
  const falling: ClientDefinition = {
    call: async ({ signal }) => {
      for (const model of models) {
        const body = JSON.stringify({ model })
        const response = await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body, signal })
        if (response.ok) return response.json()
      }
      throw new Error('none is left')
    },
  }
  expect(await profileOfClient(falling)).toMatchObject({ models, attempts: 2, retriesMs: [0] })
})

// Helpers

const WORLD = { provider: anthropic(), tail: null }

async function profileOfClient(client: ClientDefinition): Promise<Profile> {
  return profileOf(await probe(client, WORLD, { limits: { attempts: 50 } }))
}
