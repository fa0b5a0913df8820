/**
 * What docs/gallery.md says of each scenario, from real runs. `npx tsx test/docs/gallery-page.ts` writes it there; the text
 * before the first group is kept as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runScenario } from '../../src/cli/firedrill.ts'
import { gallery } from '../../src/cli/list/gallery.ts'
import type { RunResult } from '../../src/report/result.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { ROOT } from './documents.ts'

/** The page, from the root. */
export const GALLERY_PAGE = 'docs/gallery.md'

/** The groups of the gallery, as `--list` has them, each with a table of its scenarios. */
export async function galleryGroups(): Promise<string> {
  const scenarios = await gallery()
  const rows = new Map<string, string[]>()
  for (const scenario of scenarios) {
    const failure = scenario.covers[0] ?? 'none'
    rows.set(failure, [...(rows.get(failure) ?? []), await row(scenario)])
  }
  const headings = [...(await command('--list')).matchAll(/^(F\d+) {2}(.+)$/gm)]
  const groups = headings.map(([, failure = '', words = '']) => {
    const members = rows.get(failure) ?? []
    rows.delete(failure)
    return [`## ${failure}: ${words}`, '', '| Scenario | What happens | The SDK |', '|---|---|---|', ...members].join(
      '\n',
    )
  })
  if (rows.size > 0) throw new Error(`the gallery lists no group ${[...rows.keys()].join(', ')}`)
  return `${groups.join('\n\n')}\n`
}

/** The page with these groups. */
export function pageWith(groups: string): string {
  const page = readFileSync(join(ROOT, GALLERY_PAGE), 'utf8')
  const start = page.search(/^## /m)
  return `${(start === -1 ? page : page.slice(0, start)).trimEnd()}\n\n${groups}`
}

async function row({ name, description, provider }: Scenario): Promise<string> {
  const { verdict, properties } = JSON.parse(await command(name, '--json')) as RunResult
  const violated = properties.filter((property) => property.verdict === 'violated').map(({ rule }) => rule)
  const says = { pass: 'passes', fail: `fails ${violated.join(', ')}`.trimEnd(), inconclusive: 'inconclusive' }[verdict]
  const whose = provider.name === 'anthropic' ? '' : ` (${provider.name})`
  return `| \`${name}\` | ${description} | ${says}${whose} |`
}

/** What the command prints, run in this process. */
async function command(...argv: string[]): Promise<string> {
  let out = ''
  const write = (text: string) => {
    out += text
  }
  await runScenario({ argv, stdout: { write }, stderr: { write }, cwd: ROOT, columns: 80, colour: false })
  return out
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(join(ROOT, GALLERY_PAGE), pageWith(await galleryGroups()))
}
