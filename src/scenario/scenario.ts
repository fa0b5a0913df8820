/** A scenario: the failure sequence, as frozen data, and the function that makes it. */
import { wrongUse } from '../errors.ts'
import { isRecord, named, plainOptions, refuseUnknown } from '../fault/options.ts'
import { providerData } from '../provider/api.ts'
import type { ProviderData } from '../provider/provider.ts'
import { type Calls, type CallsOptions, checkedCalls } from './calls.ts'
import { checkedItems } from './items.ts'
import { checkOrder } from './order.ts'
import type { Item } from './step.ts'

/** The failure sequence. Frozen and JSON-serialisable: it prints as source, parses back, compares and shrinks. */
export interface Scenario {
  readonly name: string
  readonly description: string
  readonly provider: ProviderData
  /** Further APIs, each by its hosts; all other hosts are the provider's. */
  readonly otherProviders: readonly ProviderData[]
  readonly script: readonly Item[]
  /** Null: a call at 0, and another after each window until one has started in the healed world. */
  readonly calls: Calls | null
  /** The failures and rules it is about, such as `F1`, `R2`. */
  readonly covers: readonly string[]
}

/** What `scenario` takes. */
export interface ScenarioOptions {
  /** In kebab-case, such as `masked-rate-limit`. */
  name: string
  /** What happens, in a sentence. */
  description: string
  /** The API that fails, such as `anthropic()`. */
  provider: ProviderData
  /** Further APIs that the script can tell apart by their hosts, such as that of a fallback. Default: none. */
  otherProviders?: readonly ProviderData[]
  /** The steps, served in order; `when` and `limits` stand beside them. Afterwards all is healthy. */
  script: readonly Item[]
  /** When calls are made. Default: one at 0, and another after each window until one has started in the healed world. */
  calls?: CallsOptions
  /** The failures (F1–F21) and rules (R1–R22) that it is about. Default: none. */
  covers?: readonly string[]
}

/**
 * A scenario: the failure sequence, deeply frozen.
 *
 * @throws FiredrillError (`wrong-use`) for a name that isn't in kebab-case, for a script that contradicts itself, and
 * for anything else that can't be meant.
 */
export function scenario(options: ScenarioOptions): Scenario {
  const {
    name,
    description,
    provider,
    otherProviders = [],
    script,
    calls,
    covers = [],
    ...unknown
  } = plainOptions('scenario({ … })', options)
  const what = typeof name === 'string' ? `the scenario ${named(name)}` : 'scenario({ … })'
  refuseUnknown(what, unknown)
  if (typeof name !== 'string' || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    throw wrongUse(`make ${what}`, `its name ${named(name)} is not in kebab-case`, "Name it like 'masked-rate-limit'")
  }
  if (typeof description !== 'string' || description.trim() === '') {
    throw wrongUse(`make ${what}`, 'it has no description', 'Say in a sentence what happens')
  }
  if (!Array.isArray(script)) {
    throw wrongUse(`make ${what}`, `its script is ${named(script)}, not a list`, 'Give script: [ … ]')
  }
  const items = checkedItems(what, script, { parallel: true, repeats: false, endless: true, pages: true })
  checkOrder(what, items)
  return Object.freeze({
    name,
    description,
    provider: checkedProvider(what, provider),
    otherProviders: checkedOthers(what, otherProviders),
    script: items,
    calls: calls === undefined ? null : checkedCalls(calls),
    covers: checkedCovers(what, covers),
  })
}

function checkedProvider(what: string, provider: unknown): ProviderData {
  if (!isRecord(provider) || typeof provider.name !== 'string' || provider.name === '') {
    throw wrongUse(
      `make ${what}`,
      `its provider is ${named(provider)}, not a provider`,
      'Give anthropic() or another one',
    )
  }
  return providerData({ name: provider.name, hosts: provider.hosts as readonly string[] })
}

function checkedOthers(what: string, others: unknown): readonly ProviderData[] {
  if (!Array.isArray(others)) {
    throw wrongUse(`make ${what}`, `its otherProviders are ${named(others)}, not a list`, 'Give [openai()]')
  }
  const providers = others.map((one) => checkedProvider(what, one))
  const homeless = providers.find(({ hosts }) => hosts.length === 0)
  if (homeless === undefined) return Object.freeze(providers)
  const why = `nothing tells the requests to its other provider ${homeless.name}() from the rest: it has no hosts`
  throw wrongUse(`make ${what}`, why, `Name them: ${homeless.name}({ hosts: ['api.example.com'] })`)
}

function checkedCovers(what: string, covers: readonly string[]): readonly string[] {
  if (!Array.isArray(covers)) {
    throw wrongUse(`make ${what}`, `its covers is ${named(covers)}, not a list`, "Give covers: ['F1', 'R2']")
  }
  for (const id of covers) {
    if (typeof id === 'string' && COVERABLE.test(id)) continue
    throw wrongUse(`make ${what}`, `it covers ${named(id)}, which doesn't exist`, 'Give F1 to F21 and R1 to R22')
  }
  return Object.freeze([...new Set(covers)])
}

const COVERABLE = /^(?:F(?:[1-9]|1\d|2[01])|R(?:[1-9]|1\d|2[0-2]))$/
