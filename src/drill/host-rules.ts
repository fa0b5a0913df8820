/** Who may be reached in a drill, and how. */
import type { Route, Target } from '../network/wire-host.ts'
import type { HostRule } from './client.ts'

/** The hosts of one drill: the service's own, and those that the user has rules for. */
export class HostRules {
  readonly #serviceHosts: readonly string[]
  readonly #pageHosts: readonly string[]
  readonly #rules: readonly (readonly [pattern: string, rule: HostRule])[]
  readonly #routes = new Map<string, Route>()

  /**
   * @param serviceHosts The hosts that are the service; empty: every host without a rule.
   * @param pageHosts The hosts of status pages.
   * @param rules The user's rules, by host or `host:port`; `*` stands for any part of a name.
   */
  constructor(
    serviceHosts: readonly string[],
    pageHosts: readonly string[],
    rules: Readonly<Record<string, HostRule>>,
  ) {
    this.#pageHosts = pageHosts
    this.#serviceHosts = serviceHosts
    this.#rules = Object.entries(rules)
  }

  route(target: Target): Route {
    const key = `${target.host}:${target.port}`
    let route = this.#routes.get(key)
    if (route === undefined) {
      route = this.#decide(target)
      this.#routes.set(key, route)
    }
    return route
  }

  #decide(target: Target): Route {
    const rule = this.#rules.find(([pattern]) => hostCovers(pattern, target))
    if (rule !== undefined) return rule[1]
    if (this.#pageHosts.some((pattern) => hostCovers(pattern, target))) return 'page'
    if (this.#serviceHosts.length === 0) return 'serve'
    return this.#serviceHosts.some((pattern) => hostCovers(pattern, target)) ? 'serve' : 'unexpected'
  }
}

/** Whether a pattern (`host` or `host:port`, with `*` for any part) means this far end. */
export function hostCovers(pattern: string, { host, port }: Target): boolean {
  const expression = new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`, 'i')
  return expression.test(host) || expression.test(`${host}:${port}`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
