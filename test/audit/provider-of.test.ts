/** How an audit finds out which API a client speaks to. */
import { anthropic, defineClient, json, openai } from 'firedrill'
import { expect, test } from 'vitest'
import { providerOf } from '../../src/audit/provider-of.ts'
import { ask, single, stray, toOpenai } from './helpers.ts'

const KNOWN = [anthropic(), openai()]

test('a client is of the API whose host it calls', async () => {
  expect((await providerOf(single, KNOWN)).name).toBe('anthropic')
  expect((await providerOf(toOpenai, KNOWN)).name).toBe('openai')
})

test('other hosts that it calls first do not count', async () => {
  const chatty = defineClient({
    call: async ({ signal }) => {
      await fetch('https://auth.example.com/token', { signal })
      return await ask(signal, 'https://api.openai.com/v1/chat/completions')
    },
  })
  expect((await providerOf(chatty, KNOWN)).name).toBe('openai')
})

test('of two APIs it is the one that is called first: the other is a fallback', async () => {
  const both = defineClient({
    call: async ({ signal }) => {
      await ask(signal)
      return await ask(signal, 'https://api.openai.com/v1/chat/completions')
    },
  })
  expect((await providerOf(both, [openai(), anthropic()])).name).toBe('anthropic')
})

test('a gateway of one’s own is known by its host and port', async () => {
  const gateway = anthropic({ hosts: ['llm.internal:8080'] })
  const client = defineClient({ call: ({ signal }) => ask(signal, 'http://llm.internal:8080/v1/messages') })
  expect(await providerOf(client, [openai(), gateway])).toMatchObject({ hosts: ['llm.internal:8080'] })
})

test('a provider without hosts is for clients of no other', async () => {
  const client = defineClient({ call: ({ signal }) => ask(signal, 'https://api.example.com/things') })
  expect((await providerOf(client, [json(), ...KNOWN])).name).toBe('json')
  expect((await providerOf(single, [json(), ...KNOWN])).name).toBe('anthropic')
})

test('a client of no known API is refused, with what it calls and what was known', async () => {
  await expect(providerOf(stray, KNOWN)).rejects.toThrow(
    'Failed to audit "stray": it speaks to api.example.com, and the scenarios are about anthropic at ' +
      'api.anthropic.com; openai at api.openai.com.',
  )
})
