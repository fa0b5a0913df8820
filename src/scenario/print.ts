/** Prints a scenario as a module that can be pasted into a file, run, and read back. */
import { durationSource } from '../duration.ts'
import type { Dialect, ProviderData } from '../provider/provider.ts'
import { dialectOf, isOurs } from '../provider/registry.ts'
import { call, layOut, list, literal, object, type Source, tall } from '../source.ts'
import { BESIDE_DEFINITIONS } from './beside.ts'
import type { Calls } from './calls.ts'
import { API, definedSource, faultSource } from './print-fault.ts'
import type { Scenario } from './scenario.ts'
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
  const sources = [printer.scenario(scenario), printer.provider(scenario.provider)] as const
  const [body, provider] = sources.map((source) => layOut(source, WIDTH_MAX))
  const imports = { open: 'import {', parts: [...new Set(sources.flatMap(calledIn))].sort(), close: '}' }
  const from = " from 'firedrill'"
  return [
    `${layOut(imports, WIDTH_MAX, '', from.length)}${from}\n`,
    `const ${API} = ${provider}\n`,
    `export default ${body}\n`,
  ].join('\n')
}

/** Turns the parts of a scenario into source. */
class Printer {
  readonly #dialect: Pick<Dialect, 'statuses'>

  constructor({ name }: ProviderData) {
    // A dialect of the user's own is found by its name, and its type knows no other fault than `status`.
    this.#dialect = isOurs(name) ? dialectOf(name) : { statuses: {} }
  }

  scenario({ name, description, otherProviders, script, calls, covers }: Scenario): Source {
    const others = otherProviders.map((other) => this.provider(other))
    const options = object([
      ['name', literal(name)],
      ['description', literal(description)],
      ['provider', API],
      ['otherProviders', others.length === 0 ? undefined : list(others)],
      ['script', list(script.map((item) => this.#item(item)))],
      ['calls', calls === null ? undefined : callsSource(calls)],
      ['covers', covers.length === 0 ? undefined : list(covers.map(literal))],
    ])
    return tall(call('scenario', [tall(options)]))
  }

  provider({ name, hosts }: ProviderData): Source {
    const sameHosts = JSON.stringify(hosts) === JSON.stringify(dialectOf(name).hosts)
    const options = sameHosts ? [] : [object([['hosts', list(hosts.map(literal))]])]
    return isOurs(name) ? call(name, options) : call('provider', [literal(name), ...options])
  }

  #item(item: Item): Source {
    switch (item.kind) {
      case 'times':
        return call('times', [String(item.count), ...this.#items(item)])
      case 'during':
        return call('during', [durationSource(item.durationMs), ...this.#items(item)])
      case 'at':
        return call('at', [durationSource(item.atMs), ...this.#items(item)])
      case 'forever':
        return call('forever', this.#items(item))
      case 'when':
        return call('when', [matchSource(item.match), ...this.#items(item)])
      case 'ramp': {
        const shares = object([
          ['from', item.from === 0 ? undefined : String(item.from)],
          ['to', item.to === 1 ? undefined : String(item.to)],
        ])
        return call('ramp', [durationSource(item.durationMs), shares, ...this.#items(item)])
      }
      case 'limits':
      case 'capacity':
      case 'poison':
      case 'statusPage':
        return definedSource(BESIDE_DEFINITIONS.get(item.kind)!, item)
      case 'mix':
        return call(
          'mix',
          item.shares.map(([weight, fault]) => list([String(weight), this.#item(fault)])),
        )
      default:
        return faultSource(item, this.#dialect)
    }
  }

  #items({ items }: { readonly items: readonly Item[] }): Source[] {
    return items.map((item) => this.#item(item))
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

/** The functions that a source calls, but for the provider's own. */
function calledIn(source: Source): string[] {
  if (typeof source === 'string') return []
  const name = /(?:^|: )(\w+)\($/.exec(source.open)?.[1]
  return [...(name === undefined ? [] : [name]), ...source.parts.flatMap(calledIn)]
}
