/** The reference client as an application uses it. */
import type Anthropic from '@anthropic-ai/sdk'
import {
  anthropic,
  attempts,
  calls,
  defineClient,
  drill,
  during,
  healthy,
  type Item,
  scenario,
  streamError,
  times,
} from 'firedrill'
import { expect, test } from 'vitest'
import { ResilientClient, type ResilientOptions } from '../../examples/resilient-client/client.ts'
import { NoAnswerError } from '../../examples/resilient-client/errors.ts'
import { ToolRunner } from '../../examples/resilient-client/tools.ts'

const api = anthropic()
const QUESTION = 'How do I keep calm?'
const KEY = 'sk-ant-an-example-of-a-key'

test('a call that finds every link down throws a typed error, with a sentence for people', async () => {
  const { caught } = await asked([during('1m', api.overloaded()), healthy()])
  const [error] = caught as [NoAnswerError]
  expect(error).toBeInstanceOf(NoAnswerError)
  expect(error).toMatchObject({ why: 'unavailable', status: 529, laterId: null })
  expect(error.requestId).toMatch(/^req_/)
  expect(error.cause).toMatchObject({ status: 529, requestID: error.requestId })
  expect(error.friendly).toBe("Sorry, I can't answer at the moment. Please try again in a few minutes.")
})

test('it asks the links of the chain in order, with three retries in all', async () => {
  const { trace } = await asked([during('1m', api.overloaded()), healthy()])
  expect(attempts(trace).map(({ model }) => model)).toEqual([
    'claude-opus-4-7',
    'claude-opus-4-7',
    'claude-opus-4-6',
    'claude-sonnet-4-6',
  ])
})

test("what is the request's own fault is asked once, and of one link", async () => {
  const { trace, caught } = await asked([api.badRequest(), healthy()])
  expect(attempts(trace)).toHaveLength(1)
  expect(caught).toMatchObject([{ why: 'refused', status: 400 }])
})

test('a request that is put aside is answered once the service is well', async () => {
  const answered: [string, string | undefined][] = []
  const onLater: ResilientOptions['onLater'] = (id, { content: [block] }) =>
    answered.push([id, block?.type === 'text' ? block.text : undefined])
  const { caught } = await asked([during('1m', api.overloaded()), healthy()], { later: true, onLater, calls: 4 })
  const ids = caught.map((error) => (error as NoAnswerError).laterId)
  expect(ids.length).toBeGreaterThan(0)
  expect(answered).toEqual(ids.map((id) => [id, expect.any(String)]))
})

test('a stream that breaks before its first word is asked for again, after it the reader is told', async () => {
  const early = await asked([streamError('overloaded_error', { at: 'first-token' }), healthy()], { reads: true })
  expect(early.caught).toEqual([])
  const late = await asked([streamError('overloaded_error'), healthy()], { reads: true })
  expect(late.caught).toMatchObject([{ why: 'interrupted' }])
  expect(attempts(late.trace)).toHaveLength(1)
})

test('records hold time, request id and what was asked, and never the key', async () => {
  const { records, caught } = await asked([during('1m', api.internalError()), healthy()])
  const [error] = caught as [NoAnswerError]
  const last = records.at(-1)
  expect(last).toMatchObject({ what: 'call failed', why: 'unavailable', asked: { messages: [{ content: QUESTION }] } })
  expect(last?.time).toMatch(/^\d{4}-\d{2}-\d{2}T/)
  expect(JSON.stringify(last)).toContain(error.requestId)
  expect(JSON.stringify(records)).not.toContain(KEY)
})

test('a tool call is carried out once, however often its message is handed in, and never from a cut one', async () => {
  const { answers } = await asked([times(1, healthy({ toolCall: true })), healthy()])
  const [message] = answers as [Anthropic.Message]
  const inputs: unknown[] = []
  const tools = new ToolRunner({ note: async (input) => `${inputs.push(input)} taken` })
  expect(await tools.run({ ...message, stop_reason: 'max_tokens' })).toEqual([])
  expect(await tools.run(message)).toMatchObject([{ type: 'tool_result', content: '1 taken' }])
  expect(await tools.run(message)).toEqual([])
  expect(inputs).toHaveLength(1)
})

// Helpers

interface Asking {
  later?: boolean
  reads?: boolean
  calls?: number
  onLater?: NonNullable<ResilientOptions['onLater']>
}

/** Asks in a world, and gathers what is answered, thrown and written down. */
async function asked(script: Item[], { later = false, reads = false, calls: count = 1, onLater }: Asking = {}) {
  const answers: Anthropic.Message[] = []
  const caught: unknown[] = []
  const records: Parameters<ResilientOptions['log']>[0][] = []
  const log: ResilientOptions['log'] = (record) => records.push(record)
  const client = defineClient<ResilientClient>({
    setup: () => new ResilientClient({ apiKey: KEY, log, alert: log, ...(onLater === undefined ? {} : { onLater }) }),
    teardown: (client) => client.close(),
    call: async ({ signal }, client) => {
      const messages = [{ role: 'user' as const, content: QUESTION }]
      const reading = reads ? { onText: () => {} } : {}
      try {
        answers.push(await client.ask({ max_tokens: 64, messages, tools: [NOTE] }, { signal, later, ...reading }))
      } catch (error) {
        caught.push(error)
        throw error
      }
    },
  })
  const trace = await drill(worldOf(script, count), client)
  expect(calls(trace)).toHaveLength(count)
  return { trace, answers, caught, records }
}

function worldOf(script: Item[], count: number) {
  const description = 'A world of one test.'
  return scenario({ name: 'in-a-test', description, provider: api, script, calls: { count, every: '40s' } })
}

const NOTE = { name: 'note', description: 'Writes a note.', input_schema: { type: 'object' as const } }
