/** The user's code under test, as the drill calls it. */
import { type Contract, type ContractOptions, contract } from '../contract/contract.ts'
import { wrongUse } from '../errors.ts'

/** One call of the application: what the client is handed, and where it can leave word of what it does. */
export interface Call {
  /** 0 for the first call of the drill. */
  readonly index: number
  /** Aborts when the scenario says that the caller gives up. */
  readonly signal: AbortSignal
  /** Takes a record that the client would log. */
  log(record: unknown): void
  /** Takes an alert that the client would raise. */
  alert(record: unknown): void
  /** Takes the id of a side effect that the client carries out, such as a tool run. */
  effect(id: string): void
  /** Takes a text that the client shows to a person. */
  show(text: string): void
  /** Says that a layer of the client, such as its own retry loop, makes an attempt. */
  layer(name: string): void
  /** Takes the id of work that is put aside for later. */
  queue(id: string): void
  /** Takes the id of work that was put aside and is done now. */
  drained(id: string): void
}

/** What becomes of connections to hosts other than the scenario's: answered 200 with `{}`, refused, or let out for real. */
export type HostRule = 'stub' | 'refuse' | 'through'

/** A client in full, as users define it. */
export interface ClientDefinition<Built = unknown> {
  /** How reports name it. Default: `client`. */
  name?: string
  /** Makes one logical request, and gives what the application would get. */
  call(call: Call, built: Built): unknown
  /** What it promises. Default: nothing. */
  contract?: ContractOptions
  /** Builds the client fresh for each drill, so that breakers, caches and pools of one drill don't colour the next. */
  setup?(): Built | Promise<Built>
  /** Closes what `setup` opened. */
  teardown?(built: Built): unknown
  /** Other hosts that it talks to, such as `telemetry.example.com` or `localhost:5432`. */
  hosts?: Record<string, HostRule>
}

/** A client: an async function that makes one call, or a definition in full. */
export type Client<Built = unknown> = ((call: Call) => unknown) | ClientDefinition<Built>

/** A client with nothing left out. */
export interface CompleteClient {
  readonly name: string
  readonly call: (call: Call, built: unknown) => unknown
  readonly contract: Contract
  readonly setup: () => unknown
  readonly teardown: (built: unknown) => unknown
  readonly hosts: Readonly<Record<string, HostRule>>
}

/** Defines a client. It checks nothing yet, and gives types to what it is handed. */
export function defineClient<Built = undefined>(definition: ClientDefinition<Built>): ClientDefinition<Built> {
  return definition
}

/**
 * Completes a client.
 *
 * @throws FiredrillError (`wrong-use`) for anything that is no client, and for a contract that is no promise.
 */
export function completeClient(client: unknown): CompleteClient {
  const definition = typeof client === 'function' ? { call: client, name: client.name } : client
  const fail = (why: string, advice: string) => wrongUse('read the client', why, advice)
  if (typeof definition !== 'object' || definition === null) {
    throw fail(`it is ${client === null ? 'null' : `a ${typeof client}`}`, 'Give an async function (call) => value')
  }
  const { name, call, contract: promised, setup, teardown, hosts, ...unknown } = definition as ClientDefinition
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined) throw fail(`it has no part "${stray}"`, 'Check the spelling')
  if (typeof call !== 'function')
    throw fail('it has no function "call"', 'Give defineClient({ call: async (call) => value })')
  for (const [part, value] of [
    ['setup', setup],
    ['teardown', teardown],
  ] as const) {
    if (value !== undefined && typeof value !== 'function') throw fail(`its ${part} is no function`, 'Give a function')
  }
  for (const [host, rule] of Object.entries(hosts ?? {})) {
    if (!['stub', 'refuse', 'through'].includes(rule)) {
      throw fail(`its rule for the host ${host} is ${JSON.stringify(rule)}`, "Use 'stub', 'refuse' or 'through'")
    }
  }
  return {
    name: name || 'client',
    call: call as CompleteClient['call'],
    contract: contract(promised),
    setup: setup ?? (() => undefined),
    teardown: (teardown as CompleteClient['teardown'] | undefined) ?? (() => undefined),
    hosts: hosts ?? {},
  }
}
