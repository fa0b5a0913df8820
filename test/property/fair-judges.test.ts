/** What nobody owes, in real drills: judges that read a fault by its words must find it there. */
import { type Client, corrupt, drill, type Item, type Property, reset, silence, streamEnd } from 'firedrill'
import { Agent, request } from 'undici'
import { expect, test } from 'vitest'
import { boundsAttempts } from '../../src/property/bounds-attempts.ts'
import { honoursRetryAfter } from '../../src/property/honours-retry-after.ts'
import { retriesTransient } from '../../src/property/retries-transient.ts'
import { surfacesErrors } from '../../src/property/surfaces-errors.ts'
import { ADDRESS, api, ask, oneCall } from '../drill/helpers.ts'

test.each<[string, Item]>([
  ['whose content-length is too long', corrupt('long-content-length')],
  ['without its last word', streamEnd()],
])('a stream %s may be taken for an answer', async (_, fault) => {
  expect(await verdict(surfacesErrors(), fault, toLastWord)).not.toBe('violated')
  expect(await verdict(surfacesErrors(), streamEnd({ at: 'first-token' }), toLastWord)).toBe('violated')
})

test('JSON of other types may be handed on, and JSON that is none may not', async () => {
  const text: Client = async ({ signal }) => (await fetch(ADDRESS, { signal })).text()
  expect(await verdict(surfacesErrors(), corrupt('mistyped-json'), ask)).toBe('held')
  expect(await verdict(surfacesErrors(), corrupt('truncated-json'), text)).toBe('violated')
})

test("an answer that isn't HTTP is owed no retry, and a lost connection is", async () => {
  expect(await verdict(retriesTransient(), corrupt('not-http'), ask)).toBe('unexercised')
  expect(await verdict(retriesTransient(), reset(), ask)).toBe('violated')
})

test('`retry-after-ms` binds who asks for a model', async () => {
  const hinted = api.internalError({ retryAfterMs: 5000 })
  const asking =
    (body: object): Client =>
    async ({ signal }) => {
      const init = { method: 'POST', body: JSON.stringify(body), signal }
      const first = await fetch(ADDRESS, init)
      if (first.ok) return first.json()
      await new Promise((resolve) => setTimeout(resolve, 1000))
      return (await fetch(ADDRESS, init)).json()
    }
  expect(await verdict(honoursRetryAfter(), hinted, asking({ things: 1 }))).toBe('unexercised')
  expect(await verdict(honoursRetryAfter(), hinted, asking({ model: 'opus' }))).toBe('violated')
})

test("an agent's own time-out bounds an attempt, and its default does not", async () => {
  const asking =
    (options: Agent.Options): Client =>
    async ({ signal }) => {
      const { body } = await request(ADDRESS, { dispatcher: new Agent(options), signal })
      return body.json()
    }
  expect(await verdict(boundsAttempts(), silence(), asking({ headersTimeout: 60_000 }))).toBe('held')
  expect(await verdict(boundsAttempts(), silence({ at: 'body' }), asking({ bodyTimeout: 60_000 }))).toBe('held')
  expect(await verdict(boundsAttempts(), silence(), asking({}))).toBe('violated')
})

// Helpers

/** What a rule says of a client that meets this fault once. */
async function verdict(property: Property, fault: Item, client: Client): Promise<string> {
  return property.check(await drill(oneCall(fault), client)).verdict
}

/** Reads a stream up to its last word, as far as it comes, and drops what is left. */
async function toLastWord({ signal }: { signal: AbortSignal }): Promise<string> {
  const body = JSON.stringify({ stream: true })
  const response = await fetch(ADDRESS, { method: 'POST', body, signal })
  let text = ''
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part
    if (text.includes('[DONE]')) break
  }
  return text
}
