/** One attempt: one request, streamed, bounded in time from its start to its last event. */
import type Anthropic from '@anthropic-ai/sdk'
import { APIUserAbortError } from '@anthropic-ai/sdk'
import type { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream'
import { SETTINGS } from './settings.ts'

/** What is asked, but for the model: the chain has a say in that. */
export type Request = Omit<Anthropic.MessageCreateParamsNonStreaming, 'model' | 'stream'>

/** What came of an attempt. `handedOn`: part of the answer has already gone to the reader, and can't be taken back. */
export type Attempted =
  | { readonly answer: Anthropic.Message }
  | { readonly error: unknown; readonly requestId: string | null; readonly handedOn: boolean }

/**
 * Sends a request and gathers its stream into a message. Every request is streamed, also where nobody reads along: a
 * stream shows that the service is still at work, so that a dead one is given up after `idleMs` and not after minutes.
 * An answer is only what came whole: the SDK refuses a stream that ends before its `message_stop`.
 */
export async function attempt(
  sdk: Anthropic,
  params: Request & { readonly model: string },
  signal: AbortSignal,
  onText: ((text: string) => void) | undefined,
): Promise<Attempted> {
  const watchdog = new Watchdog(signal)
  let stream: MessageStream | undefined
  let handedOn = false
  try {
    stream = sdk.messages.stream(params, { signal: watchdog.signal, timeout: SETTINGS.attemptMs })
    stream.on('streamEvent', () => watchdog.heard())
    if (onText !== undefined) {
      stream.on('text', (text) => {
        handedOn = true
        onText(text)
      })
    }
    return { answer: await stream.finalMessage() }
  } catch (error) {
    // The SDK says only that it was aborted; the signal knows by whom.
    const reason = error instanceof APIUserAbortError && watchdog.signal.aborted ? watchdog.signal.reason : error
    return { error: reason, requestId: stream?.request_id ?? null, handedOn }
  } finally {
    watchdog.end()
  }
}

/** Two timers over an attempt: one for all of it, one for each silence in it. */
class Watchdog {
  readonly signal: AbortSignal
  readonly #own = new AbortController()
  readonly #whole: NodeJS.Timeout
  #idle: NodeJS.Timeout

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#own.signal])
    this.#whole = this.#bite(SETTINGS.attemptMs, 'The answer took too long')
    this.#idle = this.#waitForWord()
  }

  /** Something of the answer arrived. Pings don't count: they come from a service that has nothing to say. */
  heard(): void {
    clearTimeout(this.#idle)
    this.#idle = this.#waitForWord()
  }

  end(): void {
    clearTimeout(this.#idle)
    clearTimeout(this.#whole)
  }

  #waitForWord(): NodeJS.Timeout {
    return this.#bite(SETTINGS.idleMs, 'The service fell silent')
  }

  #bite(milliseconds: number, why: string): NodeJS.Timeout {
    return setTimeout(() => this.#own.abort(new DOMException(why, 'TimeoutError')), milliseconds)
  }
}
