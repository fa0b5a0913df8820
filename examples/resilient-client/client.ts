/**
 * A client of the Messages API that can be left alone with it. `ask` gives a message that came whole, or throws a
 * `NoAnswerError`; or, when its caller aborts, the signal's reason.
 */
import Anthropic from '@anthropic-ai/sdk'
import { ExponentialBackoff, halfJitterGenerator, type IBackoffFactory } from 'cockatiel'
import { attempt, type Request } from './attempt.ts'
import { Breaker, type Result } from './breaker.ts'
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

/** One call on its way. */
interface Call extends AskOptions {
  readonly request: Request
  /** Aborted by the caller's own signal, and when the time of the call is up. */
  readonly within: AbortSignal
  readonly endMs: number
  /** The failed attempts so far. */
  readonly failures: Failure[]
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
  async ask(request: Request, options: AskOptions = {}): Promise<Anthropic.Message> {
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(new DOMException(TIME_IS_UP, 'TimeoutError')), SETTINGS.totalMs)
    const within = AbortSignal.any([deadline.signal, ...(options.signal === undefined ? [] : [options.signal])])
    const call: Call = { ...options, request, within, endMs: Date.now() + SETTINGS.totalMs, failures: [] }
    try {
      const end = await this.#walk(call)
      if (typeof end !== 'string') return end
      throw this.#noAnswer(call, end)
    } catch (error) {
      options.signal?.throwIfAborted()
      throw error === deadline.signal.reason ? this.#noAnswer(call, 'unavailable') : error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Stops what goes on between calls. */
  close(): void {
    this.#later.close()
  }

  /**
   * A call's way along the chain, to an answer or to the reason why there is none. The loop is written out: the waits of
   * cockatiel's `retry` are out of reach of an abort, p-retry knows nothing of hints, and neither changes the link between
   * attempts. How long the waits are is cockatiel's.
   */
  async #walk(call: Call): Promise<Anthropic.Message | Why> {
    const backoffMs = backoff()
    let step: Step = { place: 0, waitMs: 0 }
    for (let retriesLeft: number = SETTINGS.retries; ; retriesLeft--) {
      await pause(step.waitMs, call.within)
      const place = await this.#turn(step.place, call.within)
      if (place === null) return 'unavailable'
      const sent = await this.#send(place, call)
      if ('answer' in sent) return sent.answer
      if (sent.handedOn) return 'interrupted'
      const next = nextStep(sent.failure, { place, retriesLeft, open: this.#open() }, backoffMs)
      if (next === null) return sent.failure.kind === 'refused' ? 'refused' : 'unavailable'
      // There is no point in a wait that the call can't outlast.
      if (Date.now() + next.waitMs >= call.endMs) return 'unavailable'
      step = next
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
  async #send(place: number, { request, within, signal, onText, failures }: Call): Promise<Sent> {
    const { model, breaker } = this.#links[place]!
    const pass = breaker.enter()
    let result: Result = 'none'
    try {
      this.#pace.sent()
      const attempted = await attempt(this.#sdk, { ...request, model }, within, onText)
      if ('answer' in attempted) {
        result = 'success'
        this.#pace.passed(model)
        return attempted
      }
      signal?.throwIfAborted()
      const failure = failureOf(attempted.error, attempted.requestId)
      result = blamesRequest(failure) ? 'success' : 'failure'
      if (failure.kind === 'passing' && failure.retryAfterMs === null) this.#pace.failed(model)
      this.#options.log(attemptRecord(model, failure))
      failures.push(failure)
      return { failure, handedOn: attempted.handedOn }
    } finally {
      // However it ends: a probe that is never given back would keep the breaker half open for good.
      breaker.leave(pass, result)
    }
  }

  /** The places of the links that may be asked now. */
  #open(): number[] {
    return this.#links.flatMap(({ breaker }, place) => (breaker.admits ? [place] : []))
  }

  /** Tells everybody who has to know, and makes the error for the caller. */
  #noAnswer({ request, failures, later }: Call, why: Why): NoAnswerError {
    const last = failures.at(-1) ?? null
    const laterId = later && why === 'unavailable' ? this.#later.put(request) : null
    this.#options.log(callRecord(why, failures, laterId, request))
    this.#alarm.failed(last)
    return new NoAnswerError(why, last, laterId)
  }

  /** Tries a request that was put aside, once, and says whether it is done with: if not, the queue comes back to it. */
  async #makeUpFor(id: string, request: Request, signal: AbortSignal): Promise<boolean> {
    const place = await this.#turn(0, signal)
    if (place === null) return false
    const failures: Failure[] = []
    const sent = await this.#send(place, { request, within: signal, signal, endMs: Number.POSITIVE_INFINITY, failures })
    if ('answer' in sent) this.#options.onLater?.(id, sent.answer)
    else if (sent.failure.kind === 'refused') this.#options.log(callRecord('refused', failures, id, request))
    else return false
    return true
  }
}

/** The waits of one call: 1 s, 2 s, 4 s, of which chance takes up to a half, so that callers don't come back together. */
function backoff(): () => number {
  let factory: IBackoffFactory<undefined> = BACKOFF
  return () => {
    const next = factory.next(undefined)
    factory = next
    return next.duration
  }
}

const BACKOFF = new ExponentialBackoff({
  generator: halfJitterGenerator,
  initialDelay: SETTINGS.firstWaitMs,
  maxDelay: SETTINGS.longestWaitMs,
})

const TIME_IS_UP = 'The call took too long'
