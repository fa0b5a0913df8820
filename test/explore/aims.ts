/** What tests of generation and shrinking share: aims at clients that nobody has to drill. */
import { type ContractOptions, contract } from '../../src/contract/contract.ts'
import type { Aim } from '../../src/explore/aim.ts'
import { ScenarioArbitrary } from '../../src/explore/arbitrary.ts'
import { allowing } from '../../src/explore/kinds.ts'
import type { Profile } from '../../src/explore/profile.ts'
import { type Fault, isFaultKind } from '../../src/fault/fault.ts'
import { anthropic } from '../../src/provider/anthropic/dialect.ts'
import type { ProviderData } from '../../src/provider/provider.ts'
import { dialectOf } from '../../src/provider/registry.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import type { Item } from '../../src/scenario/step.ts'

/** What is special about a client; the rest is usual. */
export interface Special {
  readonly retriesMs?: readonly number[]
  readonly streams?: boolean
  readonly models?: readonly string[]
  readonly contract?: ContractOptions
  readonly faults?: readonly string[]
  readonly provider?: ProviderData
  readonly tail?: string
  readonly endless?: Profile['endless']
}

/** The aim at a client with two retries. */
export function aimOf(special: Special = {}): Aim {
  const { retriesMs = [400, 1300], streams = false, models = ['claude-opus-4-7'], provider = anthropic() } = special
  const dialect = dialectOf(provider.name)
  return {
    provider,
    dialect,
    contract: contract(special.contract),
    allows: allowing(special.faults ?? null, dialect),
    tail: special.tail ?? null,
    profile: {
      firstSentMs: 0,
      attempts: retriesMs.length + 1,
      retriesMs,
      callMs: retriesMs.at(-1) ?? 0,
      endless: special.endless ?? [],
      attemptMs: 20_000,
      streams,
      offersTools: streams,
      models,
      hosts: ['api.anthropic.com'],
    },
  }
}

/** The scenarios for such a client. */
export function arbitraryOf(special: Special = {}): ScenarioArbitrary {
  return new ScenarioArbitrary(aimOf(special))
}

/** Every fault in a scenario. */
export function allFaults({ script }: Pick<Scenario, 'script'>): Fault[] {
  return script.flatMap(faultsOf)
}

function faultsOf(item: Item): Fault[] {
  if (item.kind === 'mix') return item.shares.map(([, fault]) => fault)
  if ('items' in item) return item.items.flatMap(faultsOf)
  return isFaultKind(item.kind) ? [item as Fault] : []
}
