/** Which API speaks at which host: the scenario's other providers by their hosts, and its own everywhere else. */
import type { Dialect } from '../provider/provider.ts'
import { dialectOf } from '../provider/registry.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { hostCovers } from './host-rules.ts'

/** The dialects of one drill. */
export class Dialects {
  /** That of the scenario's own provider, whose names its statuses bear. */
  readonly main: Dialect
  readonly #others: readonly { hosts: readonly string[]; dialect: Dialect }[]
  readonly #byHost = new Map<string, Dialect>()

  constructor({ provider, otherProviders }: Pick<Scenario, 'provider' | 'otherProviders'>) {
    this.main = dialectOf(provider.name)
    this.#others = otherProviders.map(({ name, hosts }) => ({ hosts, dialect: dialectOf(name) }))
  }

  /** The header names that carry a credential in any of them. */
  get credentialHeaders(): readonly string[] {
    const dialects = [this.main, ...this.#others.map(({ dialect }) => dialect)]
    return [...new Set(dialects.flatMap((dialect) => dialect.credentialHeaders))]
  }

  /** How this host speaks. */
  of(host: string): Dialect {
    const known = this.#byHost.get(host)
    if (known !== undefined) return known
    const other = this.#others.find(({ hosts }) => hosts.some((pattern) => hostCovers(pattern, { host, port: 443 })))
    const dialect = other?.dialect ?? this.main
    this.#byHost.set(host, dialect)
    return dialect
  }
}
