/**
 * A client of the Messages API that can be left alone with it. `ask` gives a message that came whole, or throws a
 * `NoAnswerError`; or, when its caller aborts, the signal's reason.
 */
import Anthropic from '@anthropic-ai/sdk'
import { ExponentialBackoff, halfJitterGenerator, type IBackoffFactory } from 'cockatiel'
import { attempt, type Request } from './attempt.ts'
import { Breaker } from './breaker.ts'
import { NoAnswerError, type Why } from './errors.ts'
import { blamesRequest, type Failure, failureOf } from './failure.ts'
import { Alarm, attemptRecord, callRecord, type Sink } from './journal.ts'
import { Later } from './later.ts'
import { Pace } from './pace.ts'
import { pause } from './pause.ts'
import { nextStep, type Step } from './route.ts'
import { SETTINGS } from './settings.ts'

/** What the client is given once. */
export interface ResilientOptions {
  readonly apiKey: string
  /** Takes a record of every failed attempt and every failed call. */
  readonly log: Sink
  /** Takes an alert when calls fail in number. */
  readonly alert: Sink
  /** Takes the answer to a request that had been put aside. */
  readonly onLater?: (id: string, answer: Anthropic.Message) => void
}

/** What a call is given. */
export interface AskOptions {
  /** Ends the call at once, wherever it stands. */
  readonly signal?: AbortSignal
  /** Reads along. What it was given can't be taken back: from then on a failure is the caller's to see. */
  readonly onText?: (text: string) => void
  /** Puts the request aside when the service is down: its answer goes to `onLater`. */
  readonly later?: boolean
}

/** What came of one request. */
type Sent = { readonly answer: Anthropic.Message } | { readonly failure: Failure; readonly handedOn: boolean }

/** One client for the whole process: breakers, pace and alarm are worth something only if all calls share them. */
export class ResilientClient {
  readonly #sdk: Anthropic
  readonly #links = SETTINGS.models.map((model) => ({ model, breaker: new Breaker() }))
  readonly #pace = new Pace()
  readonly #alarm: Alarm
  readonly #later: Later<Request>
  readonly #options: ResilientOptions

  constructor(options: ResilientOptions) {
    // One layer retries, and it isn't the SDK: it knows neither the other links nor an upper bound for retry-after.
    this.#sdk = new Anthropic({
      apiKey: options.apiKey,
      authToken: null,
      maxRetries: 0,
      logLevel: 'off',
      // The API never redirects. Whatever does is no place to send the key to.
      fetchOptions: { redirect: 'error' },
    })
    this.#options = options
    this.#alarm = new Alarm(options.alert)
    this.#later = new Later((id, request, signal) => this.#makeUpFor(id, request, signal))
  }

  /** Gives the answer to a request. */
  async ask(request: Request, { signal: caller, onText, later = false }: AskOptions = {}): Promise<Anthropic.Message> {
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(timeIsUp()), SETTINGS.totalMs)
    const signal = AbortSignal.any([deadline.signal, ...(caller === undefined ? [] : [caller])])
    const call: CallState = { request, onText, caller, signal, endMs: Date.now() + SETTINGS.totalMs, failures: [] }
    try {
      return await this.#walk(call)
    } catch (error) {
      caller?.throwIfAborted()
      if (error !== deadline.signal.reason && !(error instanceof GivenUp)) throw error
      throw this.#noAnswer(call, error instanceof GivenUp ? error.why : 'unavailable', later)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Stops what goes on between calls. */
  close(): void {
    this.#later.close()
  }

  /**
   * One call on its way along the chain. The loop is written out: cockatiel's `retry` and p-retry sleep out of reach of an
   * abort or know nothing of hints, and neither changes the link between attempts. The waits are cockatiel's.
   */
  async #walk(call: CallState): Promise<Anthropic.Message> {
    let backoff: IBackoffFactory<undefined> = BACKOFF
    const backoffMs = () => {
      const next = backoff.next(undefined)
      backoff = next
      return next.duration
    }
    let step: Step = { place: 0, waitMs: 0 }
    for (let retriesLeft: number = SETTINGS.retries; ; ) {
      await pause(step.waitMs, call.signal)
      const place = (await this.#turn(step.place, call.signal)) ?? giveUp('unavailable')
      const sent = await this.#send(place, call)
      if ('answer' in sent) return sent.answer
      if (sent.handedOn) giveUp('interrupted')
      const next = nextStep(sent.failure, { place, retriesLeft, open: this.#open() }, backoffMs)
      if (next === null) giveUp(sent.failure.kind === 'passing' ? 'unavailable' : 'refused')
      // There is no point in a wait that the call can't outlast.
      else if (Date.now() + next.waitMs >= call.endMs) giveUp('unavailable')
      else {
        step = next
        retriesLeft--
      }
    }
  }

  /**
   * Waits for a turn to send: the place of the link that may be asked then, the wanted one or one further on. Null where
   * all of their breakers are open.
   */
  async #turn(wanted: number, signal: AbortSignal): Promise<number | null> {
    for (;;) {
      const place = this.#open().find((one) => one >= wanted)
      if (place === undefined) return null
      const { waitMs } = this.#pace
      if (waitMs === 0) return place
      // Others wait as well. All wake up together, and who has waited longest comes first.
      await pause(waitMs, signal)
    }
  }

  /** One request on one link, and what all others learn from it. */
  async #send(place: number, { request, onText, caller, signal, failures }: CallState): Promise<Sent> {
    const { model, breaker } = this.#links[place]!
    const pass = breaker.enter()
    this.#pace.sent()
    const attempted = await attempt(this.#sdk, { ...request, model }, signal, onText)
    if ('answer' in attempted) {
      breaker.leave(pass, 'success')
      this.#pace.passed()
      return attempted
    }
    if (caller?.aborted) {
      breaker.leave(pass, 'none')
      throw caller.reason
    }
    const failure = failureOf(attempted.error, attempted.requestId)
    breaker.leave(pass, blamesRequest(failure) ? 'success' : 'failure')
    if ((failure.status ?? 0) >= 500 && failure.retryAfterMs === null) this.#pace.failed()
    this.#options.log(attemptRecord(model, failure))
    failures.push(failure)
    return { failure, handedOn: attempted.handedOn }
  }

  /** The places of the links that may be asked now. */
  #open(): number[] {
    return this.#links.flatMap(({ breaker }, place) => (breaker.admits ? [place] : []))
  }

  /** Tells everybody who has to know, and makes the error for the caller. */
  #noAnswer({ request, failures }: CallState, why: Why, later: boolean): NoAnswerError {
    const last = failures.at(-1) ?? null
    const laterId = later && why === 'unavailable' ? this.#later.put(request) : null
    this.#options.log(callRecord(why, failures, laterId, request))
    this.#alarm.failed(last)
    return new NoAnswerError(why, last, laterId)
  }

  /** Tries a request that was put aside, once: if it fails, the queue comes back to it. */
  async #makeUpFor(id: string, request: Request, signal: AbortSignal): Promise<boolean> {
    const place = await this.#turn(0, signal)
    if (place === null) return false
    const sent = await this.#send(place, { request, onText: undefined, caller: signal, signal, endMs: 0, failures: [] })
    if ('answer' in sent) this.#options.onLater?.(id, sent.answer)
    return 'answer' in sent || sent.failure.kind === 'refused'
  }
}

interface CallState {
  readonly request: Request
  readonly onText: ((text: string) => void) | undefined
  readonly caller: AbortSignal | undefined
  readonly signal: AbortSignal
  readonly endMs: number
  readonly failures: Failure[]
}

/** 1 s, 2 s, 4 s, of which chance takes up to a half: callers that fail together don't come back together. */
const BACKOFF = new ExponentialBackoff({
  generator: halfJitterGenerator,
  initialDelay: SETTINGS.firstWaitMs,
  maxDelay: SETTINGS.longestWaitMs,
})

/** Ends a call from within. */
class GivenUp extends Error {
  readonly why: Why

  constructor(why: Why) {
    super(why)
    this.why = why
  }
}

function giveUp(why: Why): never {
  throw new GivenUp(why)
}

function timeIsUp(): DOMException {
  return new DOMException('The call took too long', 'TimeoutError')
}
