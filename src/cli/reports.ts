/** `--report`: which reports are asked for, and how they get to their files. */
import { appendFileSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path'
import { FiredrillError, wrongUse } from '../errors.ts'
import { explorationResult } from '../report/exploration-result.ts'
import type { Reported } from '../report/reported.ts'
import { scorecardChange } from '../report/scorecard-change.ts'
import { misused } from './command-line.ts'
import type { Io } from './io.ts'
import { nearest } from './nearest.ts'
import { resultOf } from './run/outcome.ts'

/** A report that is asked for. */
export type ReportOrder =
  | { readonly kind: (typeof FORMATS)[number]; readonly file: string }
  /** Annotations on stderr, or in a file where one is named, and the summary of the step. */
  | { readonly kind: 'github'; readonly file: string | null }

const FORMATS = ['junit', 'html', 'json', 'markdown'] as const

/**
 * Reads what stands after `--report`: `junit=FILE,github`, once or several times.
 *
 * @throws FiredrillError (`wrong-use`) for what is no report, has no file, or would overwrite another one.
 */
export function readReports(texts: readonly string[]): ReportOrder[] {
  const orders = texts.flatMap((text) => text.split(',')).map((text) => readReport(text.trim()))
  const files = orders.flatMap(({ file }) => (file === null ? [] : [normalize(file)]))
  const twice = files.find((file, place) => files.indexOf(file) !== place)
  if (twice !== undefined) throw misused(`--report names the file ${twice} twice`, 'Give each report a file of its own')
  return orders
}

function readReport(text: string): ReportOrder {
  const [, name = '', sign, file = ''] = /^([^=]*)(=)?(.*)$/s.exec(text) ?? []
  if (name === 'github' && sign === undefined) return { kind: 'github', file: null }
  const kind = NAMES.find((known) => known === name)
  if (kind === undefined) {
    const meant = nearest(name, NAMES)
    const what = name === '' ? '--report names no report' : `there is no report ${JSON.stringify(name)}`
    throw misused(
      what,
      meant === null ? `There are ${EXAMPLES}` : `Try ${meant === 'github' ? meant : `${meant}=FILE`}`,
    )
  }
  if (file === '')
    throw misused(`--report ${kind} has no file`, `Name one: --report ${kind}=report.${EXTENSIONS[kind]}`)
  return { kind, file }
}

/**
 * Writes each report, to its file as a whole or not at all. One that can't be written keeps no other from it.
 *
 * @throws FiredrillError (`wrong-use`) when any could not be written.
 */
export async function writeReports(orders: readonly ReportOrder[], reported: Reported, io: Io): Promise<void> {
  const failures: { readonly file: string; readonly error: unknown }[] = []
  const attempt = (file: string, write: () => void) => {
    try {
      write()
    } catch (error) {
      failures.push({ file, error })
    }
  }
  for (const order of orders) {
    if (order.kind === 'github') await writeGithub(order.file, reported, io, attempt)
    else {
      const text = await textOf(order.kind, reported)
      attempt(order.file, () => writeWhole(resolve(io.cwd, order.file), text))
    }
  }
  if (failures.length === 0) return
  const files = failures.map(({ file }) => JSON.stringify(file)).join(', ')
  const reasons = failures.map(({ error }) => (error instanceof Error ? error.message : String(error)))
  const what = `write the ${failures.length === 1 ? 'report' : 'reports'} ${files}`
  throw wrongUse(what, [...new Set(reasons)].join('; '), 'Name a file that can be written', failures[0]?.error)
}

/** Formats are loaded when they are asked for: a run without reports shall not wait for them. */
async function textOf(kind: (typeof FORMATS)[number], reported: Reported): Promise<string> {
  switch (kind) {
    case 'junit':
      return (await import('../report/junit.ts')).junitReport(reported)
    case 'html':
      return (await import('../report/html/html.ts')).htmlReport(reported)
    case 'json':
      return `${JSON.stringify(resultFor(reported), null, 2)}\n`
    case 'markdown':
      return (await import('../report/markdown.ts')).markdownReport(reported, Number.POSITIVE_INFINITY)
  }
}

/** The same as `--json` prints; a scorecard is a baseline too. */
function resultFor(reported: Reported): object {
  switch (reported.kind) {
    case 'runs':
      return resultOf([
        ...reported.runs.map((run) => ({ kind: 'judged', ...run }) as const),
        ...(reported.refused ?? []).map(({ scenario, message }) => {
          return { kind: 'refused', scenario, error: new FiredrillError('wrong-use', message) } as const
        }),
      ])
    case 'exploration':
      return explorationResult(reported.exploration, reported.replay)
    case 'audit': {
      const { scorecard, baseline } = reported
      return { ...scorecard, change: baseline === null ? null : scorecardChange(baseline, scorecard) }
    }
  }
}

async function writeGithub(
  file: string | null,
  reported: Reported,
  io: Io,
  attempt: (file: string, write: () => void) => void,
): Promise<void> {
  const { annotations } = await import('../report/annotations.ts')
  const { markdownReport, SUMMARY_BYTES } = await import('../report/markdown.ts')
  const commands = annotations(inRepository(reported, io))
  if (file !== null) attempt(file, () => writeWhole(resolve(io.cwd, file), commands))
  // A command stands at the beginning of its line, and whoever wrote here last may not have ended theirs.
  else if (commands !== '') io.stderr.write(`\n${commands}`)
  const summary = io.env?.GITHUB_STEP_SUMMARY ?? ''
  if (summary === '') {
    io.stderr.write(
      'No step summary was written: GITHUB_STEP_SUMMARY is not set, as it is in a step of GitHub Actions.\n',
    )
    return
  }
  attempt(summary, () => {
    const used = statSync(summary, { throwIfNoEntry: false })?.size ?? 0
    // What stands there already counts too, and may not have ended its line.
    const start = used === 0 ? '' : '\n\n'
    appendFileSync(summary, `${start}${markdownReport(reported, SUMMARY_BYTES - used - start.length)}`)
  })
}

/** Files as GitHub finds them: from the root of the repository. */
function inRepository(reported: Reported, { cwd, env }: Io): Reported {
  const root = env?.GITHUB_WORKSPACE ?? ''
  const files = Object.entries(reported.files ?? {}).map(([client, file]) => {
    const path = relative(root === '' ? cwd : root, resolve(cwd, file))
    const isOutside = path.startsWith('..') || isAbsolute(path)
    return [client, isOutside ? file : path.replaceAll(sep, '/')] as const
  })
  return { ...reported, files: Object.fromEntries(files) }
}

/** Readers see the old file or the new one, never half of it; a pipe or a device is written to as it is. */
function writeWhole(named: string, text: string): void {
  const found = statSync(named, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile()) {
    writeFileSync(named, text)
    return
  }
  const path = found === undefined ? named : realpathSync(named)
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`)
  mkdirSync(dirname(path), { recursive: true })
  try {
    writeFileSync(draft, text)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

const NAMES = [...FORMATS, 'github'] as const
const EXAMPLES = 'junit=FILE, html=FILE, json=FILE, markdown=FILE and github'
const EXTENSIONS = { junit: 'xml', html: 'html', json: 'json', markdown: 'md', github: 'txt' } as const
