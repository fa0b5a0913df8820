/** Who is audited, and through what. */
import { parse } from 'node:path'
import type { Subject } from '../../audit/subject.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { clientOf } from '../clients.ts'
import { findScenarios, galleryFiles, type NamedFile } from '../find.ts'
import { type Handlers, loadScenario } from '../load.ts'
import type { AuditLine } from './options.ts'

/** A client that is audited, with what it goes by on a command line. */
export interface Audited {
  readonly subject: Subject
  /** Its file, or null for an official SDK. */
  readonly file: string | null
}

/** Everything that an audit needs. */
export interface Cast {
  readonly audited: readonly Audited[]
  readonly scenarios: readonly Scenario[]
  /** What each scenario goes by on a command line. */
  readonly namedOf: ReadonlyMap<Scenario, string>
  readonly handlers: Handlers
}

/**
 * Loads clients and scenarios.
 *
 * @throws FiredrillError (`wrong-use`) for whatever can't be found or loaded.
 */
export async function castOf(line: AuditLine, cwd: string): Promise<Cast> {
  const named = new Map<Scenario, string>()
  let handlers: Handlers = {}
  for (const file of await filesOf(line.scenarios, cwd)) {
    const { scenario, healthy } = await loadScenario(file.path, file.named)
    named.set(scenario, file.named)
    handlers = { ...handlers, ...healthy }
  }
  const all = [...named.keys()]
  if (line.clients.length === 0) {
    const audited = await officialSdks(all, line.scenarios.length > 0, cwd)
    return { audited, scenarios: all, namedOf: named, handlers }
  }
  const audited: Audited[] = []
  for (const file of line.clients) {
    const { client, healthy } = await clientOf(file, NOTHING, cwd)
    const name = client.name ?? parse(file).name
    const isTaken = audited.some(({ subject }) => subject.name === name)
    const call = isTaken
      ? { ...(typeof client === 'function' ? { call: client } : client), name: `${name} (${file})` }
      : client
    audited.push({ file, subject: { name: isTaken ? `${name} (${file})` : name, clientFor: () => call } })
    handlers = { ...handlers, ...healthy }
  }
  return { audited, scenarios: all, namedOf: named, handlers }
}

async function filesOf(names: readonly string[], cwd: string): Promise<NamedFile[]> {
  if (names.length > 0) return await findScenarios(names, cwd)
  const files = [...galleryFiles()].map(([named, path]) => ({ named, path }))
  return files.toSorted((left, right) => (left.named < right.named ? -1 : 1))
}

/** The SDK of each API that the named scenarios are about; of the whole gallery, Anthropic's. It streams where a scenario does. */
async function officialSdks(scenarios: readonly Scenario[], isNamed: boolean, cwd: string): Promise<Audited[]> {
  const named = isNamed ? scenarios : scenarios.filter(({ provider }) => provider.name === 'anthropic')
  const audited: Audited[] = []
  for (const of of new Set(named.map(({ provider }) => provider.name))) {
    const first = named.find(({ provider }) => provider.name === of)!
    const { client } = await clientOf(null, { ...first, script: [] }, cwd)
    // What asks for it may be another API's scenario: the one that finds out where it speaks to.
    const { provider } = first
    const clientFor = async (scenario: Scenario) => (await clientOf(null, { ...scenario, provider }, cwd)).client
    audited.push({ file: null, subject: { name: client.name ?? of, clientFor } })
  }
  return audited
}

const NOTHING = { name: 'the gallery', provider: { name: '', hosts: [] }, script: [] } as const
