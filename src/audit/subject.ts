/** Who is audited: one client for all scenarios, or one for each. */
import type { Client } from '../drill/client.ts'
import { wrongUse } from '../errors.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** A client that is another one from scenario to scenario, such as one that streams where a scenario is about streams. */
export interface Subject {
  /** How the scorecard names it. */
  readonly name: string
  /** The client for a scenario. */
  clientFor(scenario: Scenario): Client | Promise<Client>
}

/** A client or a subject as a subject. */
export function subjectOf(given: Client | Subject): Subject {
  if (typeof given === 'object' && given !== null && 'clientFor' in given) return given
  return { name: given?.name || 'client', clientFor: () => given }
}

/** @throws FiredrillError (`wrong-use`) for no clients, and for two of one name, which nobody could tell apart. */
export function checkSubjects(subjects: readonly Subject[]): void {
  if (subjects.length === 0) throw wrongUse('audit', 'no client is given', 'Give one, or several: audit([client], …)')
  const names = subjects.map(({ name }) => name)
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice === undefined) return
  throw wrongUse('audit', `two clients are called "${twice}"`, "Name them: defineClient({ name: '…', call })")
}
