/** The scenarios that come with the package, by the failure that each is about. */
import type { Paint } from '../../report/paint.ts'
import { indented } from '../../report/text.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { galleryFiles } from '../find.ts'
import { loadScenario } from '../load.ts'

/** Every scenario that comes with the package, by name. */
export async function gallery(): Promise<Scenario[]> {
  const files = [...galleryFiles()].toSorted(([left], [right]) => (left < right ? -1 : 1))
  return (await Promise.all(files.map(([name, path]) => loadScenario(path, name)))).map(({ scenario }) => scenario)
}

/** The failures of the domain, in a few words each: F1 first. */
export const FAILURES = [
  'server error 500',
  'gateway failures 502, 503, 504',
  'overloaded',
  'rate limit 429',
  'masked rate limit',
  'authentication, masked or not',
  'one model, endpoint or region down',
  'poison requests',
  'slow answers',
  'silence',
  'connections that break',
  'names that cannot be looked up',
  'TLS',
  'one address family, slow routes',
  'middleboxes',
  'broken bodies',
  'streams',
  'odd hints',
  'load and retries that keep it down',
  'status page',
  'several providers',
] as const

/** The scenarios by the first failure that each is about, with what happens in it and which rules it is about. */
export function galleryText(scenarios: readonly Scenario[], start: string, width: number, paint: Paint): string {
  const nameWidth = Math.max(...scenarios.map(({ name }) => name.length))
  const groups = [...FAILURES.entries()].flatMap(([index, words]) => {
    const row = `F${index + 1}`
    const members = scenarios.filter(({ covers }) => covers[0] === row)
    if (members.length === 0) return []
    return [paint('strong', `${row}  ${words}`), ...members.flatMap((one) => entry(one, nameWidth, width, paint)), '']
  })
  const others = scenarios.filter(({ covers }) => !covers[0]?.startsWith('F'))
  return [
    ...groups,
    ...others.flatMap((one) => entry(one, nameWidth, width, paint)),
    ...indented('F1 to F21 are failures of a service, R1 to R22 rules of a good client.', 0, width),
    `Run one: ${start} ${scenarios[0]?.name ?? 'outage'}`,
    '',
  ].join('\n')
}

function entry({ name, description, covers }: Scenario, nameWidth: number, width: number, paint: Paint): string[] {
  const [first = '', ...rest] = indented(covers.join(' '), nameWidth + 4, width)
  return [
    `  ${paint('strong', name.padEnd(nameWidth))}${paint('quiet', first.slice(nameWidth + 2))}`,
    ...rest.map((line) => paint('quiet', line)),
    ...indented(description, 4, width),
  ]
}
