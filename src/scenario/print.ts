/** Prints a scenario as a module that can be pasted into a file, run, and read back. */
import { durationSource } from '../duration.ts'
import type { Dialect, ProviderData } from '../provider/provider.ts'
import { dialectOf, isOurs } from '../provider/registry.ts'
import type { Calls } from './calls.ts'
import { API, faultSource } from './print-fault.ts'
import type { Scenario } from './scenario.ts'
import { type Brackets, call, layOut, list, literal, object, type Source, tall } from './source.ts'
import type { Item, Match } from './step.ts'

const WIDTH_MAX = 100

/**
 * A scenario as source: a complete module that imports just the names it uses. `parseScenario` reads it back as the same
 * data.
 *
 * @throws FiredrillError (`wrong-use`) when its provider is unknown.
 */
export function printScenario(scenario: Scenario): string {
  const printer = new Printer(scenario.provider)
  const body = layOut(printer.scenario(scenario), WIDTH_MAX)
  const provider = layOut(printer.provider(scenario.provider), WIDTH_MAX)
  const imports = { open: 'import {', parts: printer.names(), close: '}' }
  const from = " from 'firedrill'"
  return [
    `${layOut(imports, WIDTH_MAX, '', from.length)}${from}\n`,
    `const ${API} = ${provider}\n`,
    `export default ${body}\n`,
  ].join('\n')
}

/** Turns the parts of a scenario into source, and remembers which names it has used. */
class Printer {
  readonly #used = new Set<string>()
  readonly #dialect: Pick<Dialect, 'statuses'>

  constructor({ name }: ProviderData) {
    // A dialect of the user's own is found by its name, and its type knows no other fault than `status`.
    this.#dialect = isOurs(name) ? dialectOf(name) : { statuses: {} }
  }

  names(): string[] {
    return [...this.#used].sort()
  }

  scenario({ name, description, script, calls, covers }: Scenario): Source {
    const options = object([
      ['name', literal(name)],
      ['description', literal(description)],
      ['provider', API],
      ['script', list(script.map((item) => this.#item(item)))],
      ['calls', calls === null ? undefined : callsSource(calls)],
      ['covers', covers.length === 0 ? undefined : list(covers.map(literal))],
    ])
    return tall(this.#call('scenario', [tall(options)]))
  }

  provider({ name, hosts }: ProviderData): Source {
    const sameHosts = JSON.stringify(hosts) === JSON.stringify(dialectOf(name).hosts)
    const options = sameHosts ? [] : [object([['hosts', list(hosts.map(literal))]])]
    return isOurs(name) ? this.#call(name, options) : this.#call('provider', [literal(name), ...options])
  }

  #item(item: Item): Source {
    switch (item.kind) {
      case 'times':
        return this.#call('times', [String(item.count), ...this.#items(item)])
      case 'during':
        return this.#call('during', [durationSource(item.durationMs), ...this.#items(item)])
      case 'at':
        return this.#call('at', [durationSource(item.atMs), ...this.#items(item)])
      case 'forever':
        return this.#call('forever', this.#items(item))
      case 'when':
        return this.#call('when', [matchSource(item.match), ...this.#items(item)])
      case 'limits': {
        const { requestsPerMinute, maskedAs } = item
        const mask = maskedAs === null ? undefined : String(maskedAs)
        return this.#call('limits', [
          object([
            ['requestsPerMinute', String(requestsPerMinute)],
            ['maskedAs', mask],
          ]),
        ])
      }
      case 'mix':
        return this.#call(
          'mix',
          item.shares.map(([weight, fault]) => list([String(weight), this.#item(fault)])),
        )
      case 'status':
        return faultSource(item, this.#dialect)
      case 'healthy':
      case 'reset':
      case 'silence':
        this.#used.add(item.kind)
        return faultSource(item, this.#dialect)
    }
  }

  #items({ items }: { readonly items: readonly Item[] }): Source[] {
    return items.map((item) => this.#item(item))
  }

  #call(name: string, parts: readonly Source[]): Brackets {
    this.#used.add(name)
    return call(name, parts)
  }
}

function matchSource({ model, path, host, header, key, stream, body, call }: Match): Source {
  const text = (value: string | undefined) => (value === undefined ? undefined : literal(value))
  return object([
    ['model', text(model)],
    ['path', text(path)],
    ['host', text(host)],
    ['header', header && object(Object.entries(header).map(([name, value]) => [name, literal(value)]))],
    ['key', text(key)],
    ['stream', stream === undefined ? undefined : String(stream)],
    ['body', text(body)],
    ['call', call === undefined ? undefined : String(call)],
  ])
}

function callsSource({ count, everyMs, abortAfterMs }: Calls): Source {
  return object([
    ['count', String(count)],
    ['every', durationSource(everyMs)],
    ['abortAfter', abortAfterMs === null ? undefined : durationSource(abortAfterMs)],
  ])
}
