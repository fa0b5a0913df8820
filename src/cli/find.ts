/** Finds the files that somebody named. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, parse, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { wrongUse } from '../errors.ts'
import { nearest } from './nearest.ts'

/** A file, with what it goes by in reports and commands. */
export interface NamedFile {
  readonly path: string
  readonly named: string
}

/** The directory of the scenarios that come with the package: beside its sources, or beside what was built of them. */
export function galleryDirectory(): string {
  return fileURLToPath(new URL('../../scenarios', import.meta.url))
}

/** The files of the gallery by their names, those in its folders included: no two have the same name. */
export function galleryFiles(): ReadonlyMap<string, string> {
  const directory = galleryDirectory()
  const files = existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : []
  return new Map(files.filter(isModule).map((file) => [parse(file).name, join(directory, file)]))
}

/**
 * The files of scenarios, each once: a path from here, else a name in the gallery, with or without its extension; or a
 * glob of either.
 *
 * @throws FiredrillError (`wrong-use`) for a name of none.
 */
export async function findScenarios(names: readonly string[], cwd: string): Promise<NamedFile[]> {
  const found: NamedFile[] = []
  for (const named of names) {
    // A file may have brackets in its name, as routes of some frameworks do.
    const path = pathOf(named, cwd)
    found.push(
      ...(path === null && /[*?[\]{}()!]/.test(named)
        ? await expanded(named, cwd)
        : [{ path: path ?? missing(named, cwd), named }]),
    )
  }
  const seen = new Set<string>()
  return found.filter(({ path }) => !seen.has(path) && seen.add(path))
}

/** Whether this is the name of a scenario. */
export function isScenario(named: string, cwd: string): boolean {
  return pathOf(named, cwd) !== null
}

/** The file of a scenario, as `findScenarios` finds it, or null. */
function pathOf(named: string, cwd: string): string | null {
  const fromGallery = galleryName(named)
  return (
    fileAt(resolve(cwd, named)) ?? (fromGallery === null ? null : (galleryFiles().get(parse(fromGallery).name) ?? null))
  )
}

/** What a name would be in the gallery: `outage` and `scenarios/outage.ts` alike; null for any other path. */
function galleryName(named: string): string | null {
  const name = named.replace(/^(?:\.\/)?scenarios\//, '')
  return basename(name) === name ? name : null
}

async function expanded(pattern: string, cwd: string): Promise<NamedFile[]> {
  const { globbed, isGlob } = await import('./glob.ts')
  if (!isGlob(pattern)) missing(pattern, cwd)
  const here = [...new Set([pattern, ...EXTENSIONS.map((extension) => pattern + extension)])]
    .flatMap((one) => globbed(one, cwd))
    .filter(isModule)
  if (here.length > 0) return here.toSorted().map((path) => ({ path, named: fromHere(path, cwd) }))
  const name = galleryName(pattern)
  const files = name === null ? [] : globbed(`**/${parse(name).name}.{ts,js}`, galleryDirectory()).filter(isModule)
  if (files.length > 0) return files.map((path) => ({ path, named: parse(path).name }))
  const elsewhere = name === null ? '' : ' and none in the gallery'
  throw wrongUse(
    `find the scenarios "${pattern}"`,
    `no file in ${cwd} matches it${elsewhere}`,
    'Quote it, so that the shell leaves it alone, and check it; npx firedrill list shows the gallery',
  )
}

function missing(named: string, cwd: string): never {
  const name = galleryName(named)
  const meant = nearest(parse(named).name, [...galleryFiles().keys()]) ?? nearestBeside(named, cwd)
  throw wrongUse(
    `find the scenario "${named}"`,
    reason(named, cwd, name === null ? '' : ' and none of this name in the gallery'),
    isDirectory(resolve(cwd, named))
      ? `Name the files in it: '${join(named, `*${extensionIn(resolve(cwd, named))}`)}'`
      : meant === null
        ? 'npx firedrill list shows the scenarios that there are'
        : `Try "${meant}"; npx firedrill list shows all`,
  )
}

/** The extension of what a directory has. */
function extensionIn(directory: string): string {
  return parse(readdirSync(directory).find(isModule) ?? 'any.ts').ext
}

/** The file that was probably meant, of those in the same directory. */
function nearestBeside(named: string, cwd: string): string | null {
  const { dir } = parse(named)
  const directory = resolve(cwd, dir)
  const files = isDirectory(directory) ? readdirSync(directory).filter(isModule) : []
  const meant = nearest(basename(named), files)
  return meant === null ? null : join(dir, meant)
}

/**
 * The file of a client.
 *
 * @throws FiredrillError (`wrong-use`) when there is none.
 */
export function findClient(named: string, cwd: string): string {
  const found = fileAt(resolve(cwd, named))
  if (found !== null) return found
  const meant = nearestBeside(named, cwd)
  const advice = meant === null ? 'Check the path' : `Try "${meant}"`
  throw wrongUse(`find the client "${named}"`, reason(named, cwd, ''), advice)
}

/** A path as it is written from here, those elsewhere in full. */
export function fromHere(path: string, cwd: string): string {
  const inside = `${resolve(cwd)}${sep}`
  return path.startsWith(inside) ? path.slice(inside.length) : path
}

function reason(named: string, cwd: string, elsewhere: string): string {
  const path = resolve(cwd, named)
  if (isDirectory(path)) return `${path} is a directory`
  return `there is no file ${isAbsolute(named) ? named : path}${elsewhere}`
}

/** The file at this path, or with an extension that was left out. */
function fileAt(path: string): string | null {
  return [path, ...EXTENSIONS.map((extension) => path + extension)].find(isFile) ?? null
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** Whether a file can be loaded as a module, types alone not counted. */
function isModule(file: string): boolean {
  return EXTENSIONS.includes(parse(file).ext) && !/\.d\.[cm]?ts$/.test(file)
}

const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']
