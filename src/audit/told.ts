/** Which of the scenarios a client meets: its own API's, and those of others in its words. Pure. */
import { isFiredrillError } from '../errors.ts'
import type { ProviderData } from '../provider/provider.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { isAbout, TOLD_APIS, toldTo } from '../scenario/told-to.ts'

/** The scenarios of one API. */
export interface ToldScenarios {
  /** In the order in which they were given. */
  readonly scenarios: readonly Scenario[]
  /** The names of those of other APIs that can't be told in its words. */
  readonly untold: readonly string[]
}

/**
 * The scenarios that are about an API, and those about others told in its words. One that says what another one says
 * already is left out, without a word.
 */
export function scenariosFor(provider: ProviderData, scenarios: readonly Scenario[]): ToldScenarios {
  const own = scenarios.filter((one) => isAbout(one, provider))
  const names = new Set(own.map(subjectOf))
  const contents = new Set(own.map(contentOf))
  const told = new Map(own.map((one) => [one, one]))
  const untold = new Set<Scenario>()
  for (const one of inOrderOfApis(scenarios.filter((other) => !told.has(other)))) {
    if (names.has(subjectOf(one))) continue
    const translated = toldOrNull(one, provider)
    if (translated === null) untold.add(one)
    else if (!contents.has(contentOf(translated))) {
      names.add(subjectOf(one))
      contents.add(contentOf(translated))
      told.set(one, translated)
    }
  }
  return {
    scenarios: scenarios.flatMap((one) => told.get(one) ?? []),
    untold: scenarios.filter((one) => untold.has(one)).map(({ name }) => name),
  }
}

function toldOrNull(scenario: Scenario, provider: ProviderData): Scenario | null {
  try {
    return toldTo(scenario, provider)
  } catch (error) {
    if (isFiredrillError(error) && error.kind === 'wrong-use') return null
    throw error
  }
}

/** Of two that say the same, the one of the API that comes first is told. */
function inOrderOfApis(scenarios: readonly Scenario[]): Scenario[] {
  const rank = ({ provider }: Scenario) => TOLD_APIS.indexOf(provider.name as (typeof TOLD_APIS)[number])
  return scenarios.toSorted((one, other) => rank(one) - rank(other))
}

/** What a scenario is about by its name. What several APIs have in words of their own is named alike: `openai-500-once`. */
function subjectOf({ name, provider }: Scenario): string {
  const [prefix] = [`${provider.name}-`, ...(provider.name === 'openai' ? ['chat-'] : [])].filter((one) =>
    name.startsWith(one),
  )
  return name.slice(prefix?.length ?? 0)
}

function contentOf({ otherProviders, script, calls }: Scenario): string {
  return JSON.stringify([otherProviders, script, calls])
}
