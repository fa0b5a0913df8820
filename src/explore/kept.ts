/** Failures that earlier explorations have found, as files of plain data: validated when they are read back, never executed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completeLimits, type LimitOptions } from '../drill/limits.ts'
import { isFiredrillError, wrongUse } from '../errors.ts'
import { isRecord, named } from '../fault/options.ts'
import { hash32 } from '../random.ts'
import { scenarioFromJson } from '../scenario/from-json.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** A failure as it is kept. */
export interface KeptFailure {
  readonly schemaVersion: 1
  /** The id of the property that it broke. */
  readonly property: string
  /** The name of the client. */
  readonly client: string
  readonly seed: number
  /** The limits that it was found with: where reaching one is what breaks the property, others would show nothing. */
  readonly limits: LimitOptions
  readonly scenario: Scenario
}

/** A failure with its file. */
export interface KeptFile {
  readonly path: string
  readonly failure: KeptFailure
}

/**
 * The failures that a directory keeps, in the order of their names; none when there is no directory.
 *
 * @throws FiredrillError (`wrong-use`) for a damaged file; it is left as it is.
 */
export function readKept(directory: string): KeptFile[] {
  if (!existsSync(directory)) return []
  const files = readdirSync(directory).filter((file) => file.endsWith('.json'))
  return files.toSorted().map((file) => {
    const path = join(directory, file)
    return { path, failure: readKeptFile(path) }
  })
}

/**
 * The failure in a file.
 *
 * @throws FiredrillError (`wrong-use`) for a file that is damaged, or of another kind.
 */
export function readKeptFile(path: string): KeptFailure {
  const fail = (why: string, cause?: unknown) =>
    wrongUse(`read the kept failure ${path}`, why, 'Restore the file, or delete it', cause)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw wrongUse(`read the kept failure ${path}`, 'there is no such file', 'Check the path', error)
    }
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') {
      throw wrongUse(`read the kept failure ${path}`, 'it is a directory', 'Name one of the files in it', error)
    }
    const why = error instanceof SyntaxError ? `it is no JSON (${error.message})` : messageOf(error)
    throw fail(why.replace(/\.$/, ''), error)
  }
  if (!isRecord(value)) throw fail(`it holds ${named(value)}, not a failure`)
  const { schemaVersion, property, client, seed, limits = {}, scenario, ...unknown } = value
  const stray = Object.keys(unknown)[0]
  if (schemaVersion !== 1) throw fail(`its schemaVersion is ${named(schemaVersion)}, and only 1 is known`)
  if (stray !== undefined) throw fail(`it has an unknown part ${named(stray)}`)
  if (typeof property !== 'string' || property === '') throw fail(`its property is ${named(property)}`)
  if (typeof client !== 'string' || client === '') throw fail(`its client is ${named(client)}`)
  if (!Number.isSafeInteger(seed) || (seed as number) < 0) throw fail(`its seed is ${named(seed)}`)
  if (!isRecord(limits)) throw fail(`its limits are ${named(limits)}`)
  try {
    completeLimits(limits)
    return { schemaVersion, property, client, seed: seed as number, limits, scenario: scenarioFromJson(scenario) }
  } catch (error) {
    if (!isFiredrillError(error)) throw error
    throw fail(`it is damaged: ${error.message.replace(/\.$/, '')}`, error)
  }
}

/** Keeps a failure, and gives its file. The same failure has the same file, so that it is kept once. */
export function keep(directory: string, failure: Omit<KeptFailure, 'schemaVersion'>): string {
  const { property, client, seed, limits, scenario } = failure
  const data: KeptFailure = { schemaVersion: 1, property, client, seed, limits, scenario }
  const text = `${JSON.stringify(data, null, 2)}\n`
  const hash = hash32(text).toString(16).padStart(8, '0')
  const path = join(directory, `${property.replaceAll(/[^\w-]+/g, '-')}-${hash}.json`)
  mkdirSync(directory, { recursive: true })
  writeFileSync(path, text)
  return path
}

/** Drops a failure that is none any more. */
export function drop({ path }: KeptFile): void {
  rmSync(path, { force: true })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
