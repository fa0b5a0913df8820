/** docs/findings.md as data: what it says of each client, finding by finding. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseScenario, type Scenario } from 'firedrill'
import { ROOT, textOf } from '../docs/documents.ts'

/** The page, from the root. */
export const PAGE = 'docs/findings.md'

/** A place in a package's source, and what stands there. */
export interface Citation {
  readonly code: string
  readonly file: string
  readonly line: number
}

/** One finding. */
export interface Finding {
  readonly title: string
  /** Such as `R5`. */
  readonly rule: string
  /** Its file, from the root. */
  readonly client: string
  readonly scenario: Scenario
  /** The lines of the timeline that are shown. */
  readonly excerpt: readonly string[]
  readonly citations: readonly Citation[]
  /** What is written about it, without the blocks, on one line. */
  readonly prose: string
}

/** The findings by the heading of their client. */
export const SECTIONS: ReadonlyMap<string, readonly Finding[]> = new Map(
  parts(textOf(PAGE), '## ')
    .map(({ title, body }) => [title, parts(body, '### ').map(findingOf)] as const)
    .filter(([, findings]) => findings.length > 0),
)

/** What stands in the line that a citation means. */
export function citedLine({ file, line }: Citation): string {
  return sourceOf(file).split('\n')[line - 1] ?? ''
}

/** The version of a package that is installed. */
export function installedVersion(name: string): string {
  const { version } = JSON.parse(sourceOf(`${name}/package.json`)) as { version: string }
  return version
}

function sourceOf(path: string): string {
  return readFileSync(join(ROOT, 'node_modules', path), 'utf8')
}

function findingOf({ title, body }: Part): Finding {
  const [source = '', timeline = ''] = [...body.matchAll(/^```\w+\n(.*?)\n```$/gms)].map(([, block]) => block!)
  const prose = body.replace(/^```.*?^```$/gms, '').replace(/\s+/g, ' ')
  const [, rule = '', client = ''] = /^ (R\d+) `[\w-]+` · `([^`]+)`/.exec(prose) ?? []
  const citations = [...prose.matchAll(/`([^`]+)` \(`([^`\s]+):(\d+)`\)/g)].map(([, code, file, line]) => {
    return { code: code!, file: file!, line: Number(line) }
  })
  return { title, rule, client, scenario: parseScenario(source), excerpt: timeline.split('\n'), citations, prose }
}

interface Part {
  readonly title: string
  readonly body: string
}

/** What stands under each heading of a level. */
function parts(text: string, heading: '## ' | '### '): Part[] {
  const [, ...sections] = `\n${text}`.split(`\n${heading}`)
  return sections.map((section) => {
    const end = section.indexOf('\n')
    return { title: section.slice(0, end), body: section.slice(end) }
  })
}
