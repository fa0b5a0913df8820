/** The gallery as text: what `--list` prints. */
import { join } from 'node:path'
import type { Paint } from '../report/paint.ts'
import { indented } from '../report/text.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { findScenario, galleryDirectory, galleryNames } from './find.ts'
import { loadScenario } from './load.ts'

/** Every scenario that comes with the package, by name. */
export async function gallery(): Promise<Scenario[]> {
  const names = galleryNames().toSorted()
  const loaded = names.map((name) => loadScenario(findScenario(join(galleryDirectory(), name), '/'), name))
  return (await Promise.all(loaded)).map(({ scenario }) => scenario)
}

/** The scenarios with what happens in each, and which failures and rules it is about. */
export function galleryText(scenarios: readonly Scenario[], width: number, paint: Paint): string {
  const nameWidth = Math.max(...scenarios.map(({ name }) => name.length))
  const entries = scenarios.flatMap(({ name, description, covers }) => [
    `${paint('strong', name.padEnd(nameWidth))}  ${paint('quiet', covers.join(' '))}`,
    ...indented(description, 2, width),
  ])
  return [
    ...entries,
    '',
    ...indented('F1 to F21 are failures of a service, R1 to R22 rules of a good client.', 0, width),
    'Run one: npx tsx run-scenario outage',
    '',
  ].join('\n')
}
