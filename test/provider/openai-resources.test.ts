/** Embeddings, moderations and models as the official SDK reads them. */
import { expect, test } from 'vitest'
import { healthyResponse, healthySdk, toOpenai } from './openai-sdk.ts'

const EMBED = { model: 'text-embedding-3-small', input: 'Hello' }

test('the SDK gets a vector of length one, always the same for the same text', async () => {
  const client = healthySdk()
  const [{ data, model, usage }, again, other] = await Promise.all([
    client.embeddings.create(EMBED),
    client.embeddings.create(EMBED),
    client.embeddings.create({ ...EMBED, input: 'Goodbye' }),
  ])
  const vector = data[0]!.embedding
  expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
  expect(again.data[0]?.embedding).toEqual(vector)
  expect(other.data[0]?.embedding).not.toEqual(vector)
  expect({ model, usage }).toMatchObject({ model: EMBED.model, usage: { total_tokens: usage.prompt_tokens } })
})

// lib/embeddings.mjs: without an encoding the SDK asks for base64, and decodes 32-bit floats.
test('base64 and floats say the same', async () => {
  const client = healthySdk()
  const decoded = await client.embeddings.create(EMBED)
  const floats = await client.embeddings.create({ ...EMBED, encoding_format: 'float' })
  expect(Array.from(decoded.data[0]!.embedding)).toEqual(floats.data[0]!.embedding)
  const response = healthyResponse(toOpenai('/v1/embeddings', { ...EMBED, encoding_format: 'base64' }))
  const { data } = (await response.json()) as { data: { embedding: unknown }[] }
  expect(data[0]?.embedding).toEqual(expect.any(String))
})

test('each input has its vector, of the dimensions asked for', async () => {
  const { data } = await healthySdk().embeddings.create({ ...EMBED, input: ['a', 'b', 'c'], dimensions: 256 })
  expect(data.map(({ index, embedding }) => [index, embedding.length])).toEqual([
    [0, 256],
    [1, 256],
    [2, 256],
  ])
  const tokens = await healthySdk().embeddings.create({ ...EMBED, input: [1, 2, 3] })
  expect(tokens.data.length).toBe(1)
})

test('nothing is flagged', async () => {
  const { results } = await healthySdk().moderations.create({ input: ['Hello', 'Goodbye'] })
  expect(results.map(({ flagged }) => flagged)).toEqual([false, false])
  expect(results[0]?.categories['self-harm/intent']).toBe(false)
})

test('the SDK lists models', async () => {
  const client = healthySdk()
  const ids: string[] = []
  for await (const { id, object } of client.models.list()) {
    expect(object).toBe('model')
    ids.push(id)
  }
  expect(ids.length).toBeGreaterThan(1)
  expect(await client.models.retrieve('gpt-x')).toMatchObject({ id: 'gpt-x', object: 'model' })
})

test('any other path is answered too', async () => {
  expect(await healthyResponse(toOpenai('/v1/files', '')).json()).toEqual({ ok: true })
})
