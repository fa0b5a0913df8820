/** The user's side of a dialect: its data for the scenario, and its faults by name. */
import { wrongUse } from '../errors.ts'
import { healthy } from '../fault/healthy.ts'
import { named, plainOptions, refuseUnknown } from '../fault/options.ts'
import { type StatusFault, type StatusOptions, status } from '../fault/status.ts'
import type { Dialect, ProviderData } from './provider.ts'

/** The options of every provider. */
export interface ProviderOptions {
  /** The hosts that are this API. Default: the dialect's own. */
  hosts?: readonly string[]
}

/** A provider as scenarios use it: `api.internalError()`, `api.status(418)`, `api.healthy()`. */
export type Provider<Name extends string = never> = ProviderData &
  Readonly<Record<Name, (options?: StatusOptions) => StatusFault>> & {
    readonly status: (code: number, options?: StatusOptions) => StatusFault
    readonly healthy: typeof healthy
  }

/** A dialect that knows the names of its statuses. */
export type NamedDialect<Name extends string> = Dialect & { readonly statuses: Readonly<Record<Name, number>> }

/**
 * The user's side of a dialect, frozen. As JSON it is its data alone.
 *
 * @throws FiredrillError (`wrong-use`) for hosts that are no host names.
 */
export function providerOf<Name extends string>(
  dialect: NamedDialect<Name>,
  options: ProviderOptions = {},
): Provider<Name> {
  const data = providerData({ name: dialect.name, hosts: dialect.hosts }, options)
  const names = Object.entries<number>(dialect.statuses).map(([name, code]) => [
    name,
    (options?: StatusOptions) => status(code, options),
  ])
  return Object.freeze({ ...Object.fromEntries(names), status, healthy, ...data }) as Provider<Name>
}

/**
 * The data part of a provider: all of it that goes into a scenario.
 *
 * @throws FiredrillError (`wrong-use`) for hosts that are no host names.
 */
export function providerData(data: ProviderData, options: ProviderOptions = {}): ProviderData {
  const what = `${data.name}()`
  const { hosts = data.hosts, ...unknown } = plainOptions(what, options)
  refuseUnknown(what, unknown)
  if (!Array.isArray(hosts)) throw wrongUse(`make ${what}`, `its hosts are ${named(hosts)}`, "Give ['api.example.com']")
  return Object.freeze({ name: data.name, hosts: Object.freeze(hosts.map((host) => checkedHost(what, host))) })
}

/**
 * A host as scenarios name it.
 *
 * @throws FiredrillError (`wrong-use`) for anything but a bare name or address in lower case.
 */
export function checkedHost(what: string, host: unknown): string {
  if (typeof host === 'string' && HOST.test(host)) return host
  throw wrongUse(`make ${what}`, `${named(host)} is not a host`, "Give a bare name in lower case, 'api.example.com'")
}

// A name, IPv4 or bracketed IPv6 address, with or without a port; `*` may stand for any part.
const HOST = /^(?:[a-z0-9*._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/
