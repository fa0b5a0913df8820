/** One drill: a scenario, replayed against a client on virtual time. The only place where clock, wire and client meet. */
import { hasCapturedTimer, realTimerCount } from '../clock/captured-timers.ts'
import { installFacades, surfaceFacades } from '../clock/facade.ts'
import { childProcessCount, settle } from '../clock/settle.ts'
import { VirtualClock } from '../clock/virtual-clock.ts'
import type { RequestHandler } from '../network/handlers.ts'
import { armNetwork, installNetwork } from '../network/network.ts'
import { awaitsRealAnswer } from '../network/real-writes.ts'
import type { Wire } from '../network/wire.ts'
import { randomStream } from '../random.ts'
import { installConsoleFacades } from '../realm/console-facades.ts'
import { realNowMs, realPause } from '../realm/real-time.ts'
import { currentPlace } from '../realm/realm.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { initialState } from '../service/state.ts'
import type { LimitReached } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'
import { Calls } from './calls.ts'
import { type Client, type CompleteClient, completeClient, type HostRule } from './client.ts'
import { Desk } from './desk.ts'
import { Dialects } from './dialects.ts'
import { HostRules } from './host-rules.ts'
import { KeyRing } from './key-ring.ts'
import { completeLimits, type LimitOptions, type Limits } from './limits.ts'
import {
  capturedTimer,
  checkHandlers,
  checkScenario,
  checkSeed,
  nestedDrill,
  neverSetUp,
  refuseStranger,
} from './misuse.ts'
import { withOrigin } from './origin.ts'
import { inTurn } from './queue.ts'
import { Recorder } from './recorder.ts'
import { installUnhandledFacade } from './unhandled.ts'
import { World } from './world.ts'

installFacades()
installNetwork()
installConsoleFacades()
installUnhandledFacade()

/** What a drill may be told besides its scenario and its client. */
export interface DrillOptions {
  /** Everything that is chance in a drill comes from it. Default: 1. */
  seed?: number
  /** The user's own MSW handlers, by the names that the scenario's `healthy('name')` uses. */
  healthy?: Record<string, readonly RequestHandler[]>
  /** Other hosts that the client talks to, besides those that its definition names. */
  hosts?: Record<string, HostRule>
  /** What bounds the drill. */
  limits?: LimitOptions
}

/**
 * Replays a scenario against a client, and gives the trace of what happened. Drills of one process run one after
 * another.
 *
 * @throws FiredrillError (`wrong-use`) for what is no scenario or no client, for bad options, for handlers that the
 * scenario names and nobody gave, and for a client that never spoke to the scenario's provider. What the client throws
 * while it is drilled is part of the trace; what its `setup` throws comes out as it is.
 */
export async function drill<Built>(
  scenario: Scenario,
  client: Client<Built>,
  options: DrillOptions = {},
): Promise<Trace> {
  if (currentPlace()?.realm.open) throw nestedDrill()
  checkScenario(scenario)
  checkHandlers(scenario, options.healthy ?? {})
  const seed = checkSeed(options.seed ?? 1)
  const limits = completeLimits(options.limits)
  const complete = completeClient(client)
  return inTurn(() => new Drill(scenario, complete, { ...options, seed }, limits).run())
}

/** The parts of one drill, and how they are set up, moved and taken down. */
class Drill {
  readonly #scenario: Scenario
  readonly #client: CompleteClient
  readonly #seed: number
  readonly #limits: Limits
  readonly #startRealMs = realNowMs()
  readonly #childProcessCount = childProcessCount()
  readonly #realTimerCount = realTimerCount()
  readonly #clock = new VirtualClock()
  readonly #recorder = new Recorder(() => this.#clock.nowMs)
  readonly #keys: KeyRing
  readonly #world: World
  readonly #desk: Desk
  readonly #calls: Calls
  #limit: LimitReached | null = null
  #wire!: Wire

  constructor(scenario: Scenario, client: CompleteClient, options: DrillOptions & { seed: number }, limits: Limits) {
    this.#scenario = scenario
    this.#client = client
    this.#seed = options.seed
    this.#limits = limits
    const dialects = new Dialects(scenario)
    this.#keys = new KeyRing(dialects.credentialHeaders)
    this.#world = new World(this.#clock, randomStream(this.#seed, 'client'), this.#recorder)
    const nowMs = () => this.#clock.nowMs
    const pages = scenario.script.filter((item) => item.kind === 'statusPage')
    this.#desk = new Desk({
      initial: initialState(scenario),
      seed: this.#seed,
      epochMs: () => this.#clock.epochMs - this.#clock.nowMs,
      dialects,
      pages,
      hosts: new HostRules(
        serviceHosts(scenario),
        pages.map(({ host }) => host),
        { ...client.hosts, ...options.hosts },
      ),
      keys: this.#keys,
      recorder: this.#recorder,
      handlers: options.healthy ?? {},
      attemptsMax: limits.attempts,
      nowMs,
      wait: (delayMs) => this.#world.wait(delayMs),
      stirred: () => this.#world.stirred(),
      clientTimerCount: (call) => this.#clock.timerCountOf(call),
      onAttemptLimit: (call) => this.#reach('attempts', limits.attempts, call),
    })
    this.#calls = new Calls({
      scenario,
      client,
      world: this.#world,
      recorder: this.#recorder,
      nowMs,
      service: () => this.#desk.state,
      callsMax: limits.calls,
      virtualMs: limits.virtualMs,
      mayGoOn: () => this.#clock.firedCount < limits.timers,
    })
  }

  async run(): Promise<Trace> {
    const buryFacades = surfaceFacades()
    const { wire, disarm } = armNetwork(this.#world, this.#desk)
    this.#wire = wire
    try {
      const setup = await this.#during(() => this.#client.setup())
      if (!setup.settled) throw neverSetUp(this.#client.name)
      this.#clock.begin()
      this.#calls.begin(setup.value)
      await this.#pump(() => this.#calls.done)
      const trace = this.#trace()
      await this.#during(() => this.#client.teardown(setup.value))
      return trace
    } finally {
      this.#world.open = false
      disarm()
      await settle(this.#stillness()).catch(() => {})
      buryFacades()
    }
  }

  /** Runs the client's set-up or teardown, moving time for as long as it takes. */
  async #during(code: () => unknown): Promise<{ settled: boolean; value?: unknown }> {
    let settled = false
    const result = this.#world.run(null, async () => code())
    const note = () => {
      settled = true
      this.#world.stirred()
    }
    result.then(note, note)
    await this.#pump(() => settled)
    return settled ? { settled, value: await result } : { settled }
  }

  /** Moves time from timer to timer, each time once everything under way has come to rest, until it is done. */
  async #pump(done: () => boolean): Promise<void> {
    for (;;) {
      const still = await settle(this.#stillness())
      this.#takeCensus()
      if (done() || this.#limit !== null) return
      if (!still || realNowMs() - this.#startRealMs > this.#limits.wallMs) this.#reach('wall-time', this.#limits.wallMs)
      else if (this.#calls.reachedLimit) this.#reach('calls', this.#limits.calls)
      else if (this.#clock.firedCount > this.#limits.timers) this.#reach('timers', this.#limits.timers)
      else if (this.#clock.nowMs > this.#limits.virtualMs) this.#reach('virtual-time', this.#limits.virtualMs)
      else if (this.#clock.hasPending()) this.#world.advance(this.#limits.virtualMs)
      // A child process that the client started may still answer, in real time.
      else if (this.#calls.open.length > 0 && childProcessCount() > this.#childProcessCount) await realPause()
      else if (await this.#staysDead()) {
        if (hasCapturedTimer(this.#world, this.#realTimerCount)) throw capturedTimer(this.#client.name)
        this.#recorder.record({ kind: 'dead-silence', calls: this.#calls.open })
        return
      }
    }
  }

  /** Dead silence accuses the client, so work that nothing shows (another thread, a message) gets some real time first. */
  async #staysDead(): Promise<boolean> {
    const seen = this.#world.stirCount
    for (let pause = 0; pause < 10; pause++) {
      await realPause()
      if (this.#world.stirCount !== seen) return false
    }
    return true
  }

  #stillness() {
    return {
      stirCount: () => this.#world.stirCount,
      busy: () => this.#world.working || this.#wire.busy || awaitsRealAnswer(this.#world),
      outOfTime: () => realNowMs() - this.#startRealMs > this.#limits.wallMs,
    }
  }

  #takeCensus(): void {
    for (const call of this.#calls.takeEnded()) {
      const clientTimers = this.#clock.clearableTimerCount()
      this.#recorder.record({ kind: 'census', call, clientTimers, sockets: this.#wire.socketCount })
    }
  }

  #reach(limit: LimitReached['limit'], value: number, call: number | null = null): void {
    if (this.#limit !== null) return
    this.#limit = { limit, value }
    this.#recorder.record({ kind: 'limit-reached', limit, value, call })
    this.#world.stirred()
  }

  #trace(): Trace {
    refuseStranger(this.#scenario, this.#client.name, this.#desk.servedCount, this.#recorder.events)
    const trace: Trace = {
      schemaVersion: 1,
      scenario: this.#scenario.name,
      client: this.#client.name,
      seed: this.#seed,
      events: this.#keys.redactAll([...this.#recorder.events]),
      limit: this.#limit,
      virtualMs: this.#clock.nowMs,
      contract: this.#client.contract,
    }
    return withOrigin(trace, this.#scenario)
  }
}

/** All hosts that the script plays; none: every host without a rule. */
function serviceHosts({ provider, otherProviders }: Scenario): readonly string[] {
  if (provider.hosts.length === 0) return []
  return [provider, ...otherProviders].flatMap(({ hosts }) => hosts)
}
