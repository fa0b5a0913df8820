/** Makes the calls of a drill: when the scenario says, or again and again until one has met the healed world. */

import { endless } from '../scenario/items.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { healed, windowEndMs } from '../service/healing.ts'
import type { ServiceState } from '../service/state.ts'
import type { Call, CompleteClient } from './client.ts'
import { describeError, describeValue } from './describe.ts'
import type { Recorder } from './recorder.ts'
import type { World } from './world.ts'

/** Where no window is in force, the next call is made so long after the one before has ended. */
const PAUSE_MS = 1000

/** For so long after its last call a drill waits for what the client has queued. */
const DRAIN_MS = 3_600_000

/** What the calls need of their drill. */
export interface CallsOptions {
  readonly scenario: Scenario
  readonly client: CompleteClient
  readonly world: World
  readonly recorder: Recorder
  readonly nowMs: () => number
  readonly service: () => ServiceState
  readonly callsMax: number
  readonly virtualMs: number
  /** False when the drill's limit of timers comes next. */
  readonly mayGoOn: () => boolean
}

/** The calls of one drill. */
export class Calls {
  readonly #options: CallsOptions
  readonly #open = new Set<number>()
  /** Calls that have ended since the process was last still. */
  #justEnded: number[] = []
  /** Work that was queued and is not done; none unless the client declares a queue. */
  readonly #queued = new Set<string>()
  /** Until when that work is waited for. */
  #drainUntilMs = 0
  #startedCount = 0
  #metHealth = false
  #waiting = 0
  #callLimit = false
  /** Where the script stood when the last call began. */
  #before = { script: '', requestCount: 0 }

  constructor(options: CallsOptions) {
    this.#options = options
  }

  /** The calls that have not ended, in order. */
  get open(): number[] {
    return [...this.#open]
  }

  /** True when every call that the scenario asks for has been made and has ended, and what they queued had its time. */
  get done(): boolean {
    return this.#open.size === 0 && this.#waiting === 0 && !this.#callLimit && !this.#isDraining()
  }

  /** True when the scenario wanted more calls than a drill makes. */
  get reachedLimit(): boolean {
    return this.#callLimit
  }

  /** Starts to make the calls, on the world's time. */
  begin(built: unknown): void {
    const { calls } = this.#options.scenario
    if (calls === null) {
      this.#start(built)
      return
    }
    for (let index = 0; index < calls.count; index++) this.#startIn(index * calls.everyMs, built)
  }

  /** The calls that have ended since this was last asked. */
  takeEnded(): number[] {
    const ended = this.#justEnded
    this.#justEnded = []
    return ended
  }

  /** Queued work has an hour from the last call's end; what is left then is a finding, and no limit was reached. */
  #waitForQueue(): void {
    const { client, world, nowMs, virtualMs } = this.#options
    if (client.contract.queue === null) return
    this.#drainUntilMs = Math.min(nowMs() + DRAIN_MS, virtualMs)
    // Without a timer of its own the drill would go on to the client's next one, however far that is.
    void world.wait(this.#drainUntilMs - nowMs())
  }

  #isDraining(): boolean {
    const { nowMs, mayGoOn } = this.#options
    return this.#queued.size > 0 && nowMs() < this.#drainUntilMs && mayGoOn()
  }

  #startIn(delayMs: number, built: unknown): void {
    if (delayMs === 0) {
      this.#start(built)
      return
    }
    this.#waiting++
    void this.#options.world.wait(delayMs).then(() => {
      this.#waiting--
      this.#start(built)
    })
  }

  #start(built: unknown): void {
    const { world, recorder, scenario, client, nowMs, service } = this.#options
    const index = this.#startedCount++
    const isHealed = healed(service(), nowMs())
    this.#metHealth ||= isHealed
    this.#open.add(index)
    this.#before = { script: JSON.stringify(service().list), requestCount: service().requestCount }
    recorder.record({ kind: 'call-started', call: index, healed: isHealed })
    const controller = new AbortController()
    const abortAfterMs = scenario.calls?.abortAfterMs ?? null
    if (abortAfterMs !== null) void world.wait(abortAfterMs).then(() => this.#abort(index, controller))
    const run = async () => client.call(this.#handed(index, controller.signal), built)
    void world.run(index, run).then(
      (value) => this.#end(index, built, { outcome: 'value', value: describeValue(value), error: null }),
      (error: unknown) => {
        const outcome = controller.signal.aborted ? 'aborted' : 'error'
        this.#end(index, built, { outcome, value: null, error: describeError(error) })
      },
    )
  }

  #abort(index: number, controller: AbortController): void {
    if (!this.#open.has(index)) return
    this.#options.recorder.record({ kind: 'call-aborted', call: index })
    this.#options.world.run(index, () => controller.abort())
  }

  #end(
    index: number,
    built: unknown,
    how: Pick<Extract<Parameters<Recorder['record']>[0], { kind: 'call-ended' }>, 'outcome' | 'value' | 'error'>,
  ): void {
    const { world, recorder, scenario } = this.#options
    world.stirred()
    if (!world.open) return
    this.#open.delete(index)
    this.#justEnded.push(index)
    this.#waitForQueue()
    recorder.record({ kind: 'call-ended', call: index, ...how })
    if (scenario.calls === null) this.#follow(built)
  }

  /** Without `calls` of its own, a scenario is called again after each window, until a call has met the healed world. */
  #follow(built: unknown): void {
    const { scenario, nowMs, service, callsMax } = this.#options
    if (this.#metHealth || scenario.script.some(endless)) return
    if (this.#startedCount >= callsMax) {
      this.#callLimit = true
      return
    }
    const now = nowMs()
    const endMs = windowEndMs(service(), now)
    if (endMs === null && this.#isPassedBy()) return
    const next = endMs ?? now + PAUSE_MS
    this.#startIn(Math.max(next - now, 1), built)
  }

  /** Whether requests came and moved nothing: what is left of the script is not for this client, and never will be. */
  #isPassedBy(): boolean {
    const { list, requestCount } = this.#options.service()
    return requestCount > this.#before.requestCount && JSON.stringify(list) === this.#before.script
  }

  #handed(index: number, signal: AbortSignal): Call {
    const { recorder } = this.#options
    const text = (record: unknown) => (typeof record === 'string' ? record : (describeValue(record) ?? 'undefined'))
    return {
      index,
      signal,
      log: (record) => recorder.record({ kind: 'log', call: index, record: text(record), to: 'sink' }),
      alert: (record) => recorder.record({ kind: 'alert', call: index, record: text(record) }),
      effect: (id) => recorder.record({ kind: 'effect', call: index, id: String(id) }),
      show: (shown) => recorder.record({ kind: 'shown', call: index, text: String(shown) }),
      layer: (name) => recorder.record({ kind: 'layer', call: index, layer: String(name) }),
      queue: (id) => this.#queue(index, String(id)),
      drained: (id) => this.#drained(index, String(id)),
    }
  }

  #queue(call: number, id: string): void {
    this.#options.recorder.record({ kind: 'queued', call, id })
    if (this.#options.client.contract.queue !== null) this.#queued.add(id)
  }

  #drained(call: number, id: string): void {
    this.#options.recorder.record({ kind: 'drained', call, id })
    this.#queued.delete(id)
    this.#options.world.stirred()
  }
}
