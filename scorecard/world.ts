/** The scenarios of the scorecard: the gallery, told to each client in the words of its provider. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Item, Scenario } from 'firedrill'
import { scenariosFor as toldScenarios } from '../src/audit/told.ts'
import { placeOf, type TOLD_APIS } from '../src/scenario/told-to.ts'

/** A provider that the scorecard has clients of. */
export type Name = (typeof TOLD_APIS)[number]

/** All scenarios that come with the package. */
export async function gallery(): Promise<Scenario[]> {
  const folder = new URL('../scenarios/', import.meta.url)
  const files = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const modules = files.map((file) => import(new URL(file, folder).href) as Promise<{ default: Scenario }>)
  return (await Promise.all(modules)).map((module) => module.default)
}

/** All scenarios for the clients of a provider, by name. */
export function scenariosFor(provider: Name, gallery: readonly Scenario[]): Scenario[] {
  const byName = gallery.toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return [...toldScenarios(placeOf(provider), byName).scenarios]
}

/** Whether a scenario has something to show to a client that streams. */
export function isForStreams({ script }: Pick<Scenario, 'script'>): boolean {
  return script.some(isItemForStreams)
}

function isItemForStreams(item: Item): boolean {
  if (item.kind === 'when' && item.match.stream === true) return true
  if (/^stream[A-Z]/.test(item.kind) || (item.kind === 'healthy' && 'firstTokenDelayMs' in item)) return true
  if (item.kind === 'mix') return item.shares.some(([, fault]) => isItemForStreams(fault))
  return 'items' in item && item.items.some(isItemForStreams)
}
