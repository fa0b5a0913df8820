/** The official SDKs as default clients: which one it is, and what is said where it isn't installed. */
import { expect, test } from 'vitest'
import { defaultClient, installed } from '../../src/cli/default-client/default-client.ts'

test.each([
  ['anthropic', '@anthropic-ai/sdk'],
  ['openai', 'openai'],
  ['gemini', '@google/genai'],
])('of %s it is %s', async (name, sdk) => {
  const { name: named } = await defaultClient({ name: 'x', provider: { name, hosts: [] }, script: [] })
  expect(named?.split(' ')[0]).toBe(sdk)
})

test.each([
  [{ code: 'ERR_MODULE_NOT_FOUND', message: 'Cannot find package' }, 'openai is not installed'],
  [{ message: 'Unexpected token\n at x' }, 'openai can not be loaded (Unexpected token)'],
])('%j is a sentence', async (cause, why) => {
  await expect(installed('openai', () => Promise.reject(cause))).rejects.toMatchObject({
    kind: 'wrong-use',
    message: `Failed to make the default client: ${why}. Run npm i openai, or name a client with --client.`,
  })
})
