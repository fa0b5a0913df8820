/** The traps tell clients apart: one that fell into it is caught by the rule that it breaks, a right one keeps all. */
import Anthropic from '@anthropic-ai/sdk'
import {
  allProperties,
  type Client,
  type ContractOptions,
  defineClient,
  drill,
  type RuleId,
  type Scenario,
} from 'firedrill'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { asking, attempt, type Habits, isTransient, joined, PROMISES, type StreamEvent, waitMs } from './client.ts'

/** A trap, the rule that finds whoever fell into it, and the two clients that it tells apart. */
type Proof = readonly [trap: string, rule: RuleId, wrong: Client, right: Client]

const STREAMS = { stream: true } as const
const SPEAKS_OPENAI = { api: 'openai', models: ['gpt-5.1'] } as const
const CHAIN = { models: ['claude-opus-4-7', 'claude-sonnet-4-6'] } as const
const FOR_EVER = { retries: Number.POSITIVE_INFINITY } as const
const BY_HINT = {
  waitMs: (retry: number, hint: string | null) => (hint === null ? waitMs(retry, hint) : Number(hint) * 1000),
}
const DEAF = { pause: sleep } as const

const PROOFS: readonly Proof[] = [
  ['app-retries-times-sdk-retries', 'R2', appOverSdk(2), appOverSdk(0)],
  ['counter-reset-by-fallback', 'R2', ...pair(CHAIN, { startsOver: (_, sent) => sent === 1 })],
  ['counter-reset-by-recovery', 'R2', ...pair(STREAMS, { startsOver: (error) => error instanceof TypeError })],
  ['429-without-end', 'R7', ...pair({}, FOR_EVER)],
  ['retry-after-one-ninety-times', 'R2', ...pair({}, { ...FOR_EVER, ...BY_HINT })],
  ['retry-after-a-day', 'R7', ...pair({}, BY_HINT, { totalTime: '5m' })],
  ['garbage-retry-after-means-now', 'R5', ...pair({}, { ...BY_HINT, ...DEAF })],
  ['context-overflow-resent', 'R6', ...pair(SPEAKS_OPENAI, { isTransient: () => true })],
  ['mid-stream-overload-not-retried', 'R12', ...pair(STREAMS, { streamed: joined })],
  ['cut-stream-stored-as-complete', 'R12', ...pair(STREAMS, { streamed: joined })],
  ['cut-tool-arguments-executed', 'R12', ...pair(STREAMS, { streamed: repaired })],
  ['stream-without-idle-timeout', 'R11', ...pair(STREAMS, { timesBody: false })],
  ['per-attempt-timeout-multiplied', 'R7', openaiWithin(null), openaiWithin(30_000)],
  ['attempt-timeout-taken-for-total', 'R1', ...pair({}, { totalMs: 30_000 })],
  ['abort-ignored-in-backoff', 'R19', ...pair(SPEAKS_OPENAI, DEAF)],
  ['sent-after-abort', 'R19', resending(), client({})],
  ['same-wait-for-all', 'R4', ...pair({}, { waitMs: (retry) => 1000 * 2 ** retry })],
  ['breaker-stuck-half-open', 'R8', breaking({ keepsSlot: true }), breaking({ keepsSlot: false })],
  ['probe-slot-never-released', 'R8', breaking({ keepsSlot: true }), breaking({ keepsSlot: false })],
  ['error-body-as-answer', 'R12', ...pair({}, { whole: (text) => text })],
]

test.each(PROOFS)('%s is found by %s, and spares a right client', async (trap, rule, wrong, right) => {
  expect(await violated(trap, wrong)).toContain(rule)
  expect(await violated(trap, right)).toEqual([])
})

// Helpers

async function violated(trap: string, one: Client): Promise<RuleId[]> {
  const { default: scenario } = (await import(`../../scenarios/traps/${trap}.ts`)) as { default: Scenario }
  const trace = await drill(scenario, one, { limits: { attempts: 100 } })
  return allProperties()
    .map((property) => property.check(trace))
    .filter(({ verdict }) => verdict === 'violated')
    .map(({ rule }) => rule)
}

function client(habits: Partial<Habits>, promises: ContractOptions = {}): Client {
  return { call: asking(habits), contract: { ...PROMISES, ...promises } }
}

/** Two clients with the same habits, but for those that make the first one wrong. */
function pair(habits: Partial<Habits>, wrong: Partial<Habits>, promises?: ContractOptions): [Client, Client] {
  return [client({ ...habits, ...wrong }, promises), client(habits, promises)]
}

/** An application that tries four times, above an SDK with retries of its own. */
function appOverSdk(maxRetries: number): Client {
  const question = { max_tokens: 64, messages: [{ role: 'user' as const, content: 'Hello' }] }
  return defineClient({
    contract: PROMISES,
    setup: () => {
      const sdk = new Anthropic({
        apiKey: 'sk-small',
        baseURL: 'https://api.anthropic.com',
        timeout: 30_000,
        maxRetries,
      })
      return asking({}, async (model, signal) => {
        const { content } = await sdk.messages.create({ ...question, model }, { signal })
        return JSON.stringify(content)
      })
    },
    call: (call, ask) => ask(call),
  }) as Client
}

/** The OpenAI SDK with 30 s for an attempt, and so much for the whole call. */
function openaiWithin(totalMs: number | null): Client {
  return defineClient({
    contract: { retries: 2, totalTime: '30s' },
    setup: () =>
      new OpenAI({ apiKey: 'sk-small', baseURL: 'https://api.openai.com/v1', timeout: 30_000, maxRetries: 2 }),
    call: ({ signal }, sdk) => {
      const ends = totalMs === null ? [] : [AbortSignal.timeout(totalMs)]
      const question = { model: 'gpt-5.1', messages: [{ role: 'user' as const, content: 'Hello' }] }
      return sdk.chat.completions.create(question, { signal: AbortSignal.any([signal, ...ends]) })
    },
  }) as Client
}

/** A client that takes the abort of a request for a broken connection, and tries again with a signal of its own. */
function resending(): Client {
  const call = asking({ isTransient: () => true, ...DEAF }, (model, signal, habits) =>
    attempt(model, signal.aborted ? new AbortController().signal : signal, habits),
  )
  return { call, contract: PROMISES }
}

/** A breaker above the client: five failures open it for ten seconds, then one call at a time probes. */
function breaking({ keepsSlot }: { keepsSlot: boolean }): Client {
  return defineClient({
    contract: PROMISES,
    setup: () => {
      const ask = asking()
      const state = { failures: 0, openUntilMs: 0, isProbed: false }
      return async (call: Parameters<typeof ask>[0]) => {
        const probes = state.failures >= 5
        if (probes && (state.isProbed || Date.now() < state.openUntilMs)) throw new Error('the circuit is open')
        state.isProbed ||= probes
        try {
          const answer = await ask(call)
          Object.assign(state, { failures: 0, isProbed: false })
          return answer
        } catch (error) {
          const isVerdict = isTransient(error)
          if (isVerdict) Object.assign(state, { failures: state.failures + 1, openUntilMs: Date.now() + 10_000 })
          if (probes && (isVerdict || !keepsSlot)) state.isProbed = false
          throw error
        }
      }
    },
    call: (call, ask) => ask(call),
  }) as Client
}

/** A tool's arguments, whatever it takes to read them. */
function repaired(events: readonly StreamEvent[]): string {
  try {
    return JSON.stringify(JSON.parse(joined(events)))
  } catch {
    return '{}'
  }
}

/** Waits without an ear for the caller, and not at all for what is no time. */
async function sleep(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds))
}
