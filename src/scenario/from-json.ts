/** Reads a scenario from JSON data: rebuilds it through the constructors, so that nothing unchecked gets in. */
import { wrongUse } from '../errors.ts'
import { argumentsOf, type Definition, make } from '../fault/definition.ts'
import { FAULT_DEFINITIONS, type Fault, isFaultKind } from '../fault/fault.ts'
import { isRecord, named, refuseUnknown } from '../fault/options.ts'
import { at } from './at.ts'
import { BESIDE_DEFINITIONS } from './beside.ts'
import { during } from './during.ts'
import { forever } from './forever.ts'
import { mix } from './mix.ts'
import { type RampOptions, ramp } from './ramp.ts'
import { type Scenario, type ScenarioOptions, scenario } from './scenario.ts'
import type { Beside, Item, Match } from './step.ts'
import { times } from './times.ts'
import { when } from './when.ts'

/** How deep steps may nest, and how long lists may be. */
const DEPTH_MAX = 64
const LENGTH_MAX = 10_000

/**
 * The scenario that this JSON data describes, as `JSON.parse(JSON.stringify(scenario))` gives it.
 *
 * @throws FiredrillError (`wrong-use`) for data that no constructor would have made.
 */
export function scenarioFromJson(value: unknown): Scenario {
  const { name, description, provider, otherProviders, script, calls, covers, ...unknown } = record(
    value,
    'the scenario',
  )
  refuseUnknown('the scenario', unknown)
  const options = {
    name,
    description,
    provider,
    ...(otherProviders === undefined ? {} : { otherProviders }),
    script: items(script, 'script', 0),
    ...(calls === null || calls === undefined ? {} : { calls: callsOptions(calls) }),
    ...(covers === undefined ? {} : { covers }),
  }
  return scenario(options as unknown as ScenarioOptions)
}

function callsOptions(value: unknown): object {
  const { count, everyMs, abortAfterMs, ...unknown } = record(value, 'calls')
  refuseUnknown('calls', unknown)
  return { count, every: everyMs, ...(abortAfterMs === null ? {} : { abortAfter: abortAfterMs }) }
}

function items(value: unknown, path: string, depth: number): Item[] {
  if (depth > DEPTH_MAX) throw unreadable(path, `it nests deeper than ${DEPTH_MAX} levels`)
  return array(value, path).map((item, index) => itemOf(item, `${path}[${index}]`, depth))
}

function itemOf(value: unknown, path: string, depth: number): Item {
  const { kind, ...data } = record(value, path)
  switch (kind) {
    case 'times':
      return times(...stepOf(data, 'count', path, depth))
    case 'during':
      return during(...stepOf(data, 'durationMs', path, depth))
    case 'at':
      return at(...stepOf(data, 'atMs', path, depth))
    case 'forever': {
      const { items: inner, ...unknown } = data
      refuseUnknown(path, unknown)
      return forever(...items(inner, `${path}.items`, depth + 1))
    }
    case 'when': {
      const { match, items: inner, ...unknown } = data
      refuseUnknown(path, unknown)
      return when(match as Match, ...items(inner, `${path}.items`, depth + 1))
    }
    case 'ramp': {
      const { durationMs, from, to, items: inner, ...unknown } = data
      refuseUnknown(path, unknown)
      return ramp(durationMs as number, { from, to } as RampOptions, ...items(inner, `${path}.items`, depth + 1))
    }
    case 'mix': {
      const { shares, ...unknown } = data
      refuseUnknown(path, unknown)
      return mix(...array(shares, `${path}.shares`).map((share, index) => shareOf(share, `${path}.shares[${index}]`)))
    }
    default: {
      const beside = BESIDE_DEFINITIONS.get(kind as string)
      return beside === undefined ? faultOf(kind, data, path) : defined<Beside>(beside, data, path)
    }
  }
}

function stepOf(data: Record<string, unknown>, first: string, path: string, depth: number): [number, ...Item[]] {
  const { [first]: value, items: inner, ...unknown } = data
  refuseUnknown(path, unknown)
  return [value as number, ...items(inner, `${path}.items`, depth + 1)]
}

function shareOf(value: unknown, path: string): readonly [weight: number, fault: Fault] {
  const [weight, fault, ...more] = array(value, path)
  if (more.length > 0) throw unreadable(path, 'it has more than a weight and a fault')
  const { kind, ...data } = record(fault, `${path}[1]`)
  return [weight as number, faultOf(kind, data, `${path}[1]`)]
}

function faultOf(kind: unknown, data: Record<string, unknown>, path: string): Fault {
  const definition = isFaultKind(kind) ? FAULT_DEFINITIONS.get(kind) : undefined
  if (definition === undefined) throw unreadable(path, `its kind is ${named(kind)}, which is no fault and no step`)
  return defined(definition, data, path)
}

function defined<T extends { kind: string }>(definition: Definition, data: Record<string, unknown>, path: string): T {
  const known = new Set([...definition.positional, ...definition.options].map((field) => field.data))
  refuseUnknown(path, Object.fromEntries(Object.entries(data).filter(([name]) => !known.has(name))))
  return make(definition, ...argumentsOf(definition, data))
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (isRecord(value)) return value
  throw unreadable(path, `it is ${named(value)}, not an object`)
}

function array(value: unknown, path: string): unknown[] {
  if (Array.isArray(value) && value.length <= LENGTH_MAX) return value
  if (Array.isArray(value)) throw unreadable(path, 'it has more than 10,000 entries')
  throw unreadable(path, `it is ${named(value)}, not a list`)
}

function unreadable(path: string, why: string): Error {
  return wrongUse(`read ${path} from JSON`, why, 'Give data as JSON.stringify(scenario) writes it')
}
