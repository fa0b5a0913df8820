/** A real client as the scorecard has it: how it is made and called, and what is to be said of each rule that it breaks. */
import { readFileSync } from 'node:fs'
import type { ClientDefinition, ContractOptions, RuleId, Scenario } from 'firedrill'
import type { Subject } from '../src/audit/subject.ts'
import { isForStreams } from './world.ts'

/** The two ways in which each client is audited. */
export const SETTINGS = ['defaults', 'recommended'] as const

/** One of them. */
export type Setting = (typeof SETTINGS)[number]

/** A client's part in the scorecard. */
export interface RealClient {
  /** Its packages, as they are installed; the first one gives the name. */
  readonly packages: readonly [string, ...string[]]
  /** The API that it is put to. */
  readonly provider: 'anthropic' | 'openai' | 'gemini'
  /** What it is, and how it was called, in a sentence or two. */
  readonly about: string
  readonly defaults: Variant
  readonly recommended: Variant
  /** A sentence for each rule that it breaks in either setting. */
  readonly notes: readonly Note[]
}

/** A client in one setting. */
interface Variant {
  /** How it is made, as code. */
  readonly code: string
  /** What it promises by that. */
  readonly contract: ContractOptions
  /** The client, which asks for a stream or not. */
  readonly make: (streams: boolean) => ClientDefinition
}

/** Why a rule is broken. */
export interface Note {
  readonly rule: RuleId
  readonly settings: readonly Setting[]
  /**
   * `defect`: against what it says of itself, or what any caller may expect. `choice`: decided otherwise, for reasons. `open`:
   * it does nothing about this, and leaves it to the application.
   */
  readonly kind: 'defect' | 'choice' | 'open'
  /** What it does, in a sentence. */
  readonly text: string
  /** The line that does it, such as `client.mjs:657 (makeRequest)`, from `node_modules`. */
  readonly at: string
}

/** How the scorecard names a client in a setting: with the versions of its packages. */
export function nameOf({ packages }: RealClient, setting: Setting): string {
  return `${packages.map((name) => `${name} ${versionOf(name)}`).join(' + ')}, ${setting}`
}

/** The version of an installed package. */
function versionOf(name: string): string {
  const url = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  return (JSON.parse(readFileSync(url, 'utf8')) as { version: string }).version
}

/** The client as an audit takes it: it streams where a scenario is about streams. */
export function subjectOf(client: RealClient, setting: Setting): Subject {
  const { make, contract } = client[setting]
  const name = nameOf(client, setting)
  const [whole, streaming] = [false, true].map((streams) => ({ ...make(streams), name, contract }))
  return { name, clientFor: (scenario: Scenario) => (isForStreams(scenario) ? streaming! : whole!) }
}
