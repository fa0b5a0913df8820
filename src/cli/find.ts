/** Finds the file that somebody named. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, parse, resolve } from 'node:path'
import { wrongUse } from '../errors.ts'
import { nearest } from './nearest.ts'
import { packageRoot } from './root.ts'

/** The directory of the scenarios that come with the package. */
export function galleryDirectory(): string {
  return join(packageRoot(), 'scenarios')
}

/** The names of the scenarios in the gallery. */
export function galleryNames(): string[] {
  return [...galleryFiles().keys()]
}

/** The files of the gallery by their names, those in its folders included: no two have the same name. */
export function galleryFiles(): ReadonlyMap<string, string> {
  const directory = galleryDirectory()
  const files = existsSync(directory) ? readdirSync(directory, { recursive: true, encoding: 'utf8' }) : []
  const scenarios = files.filter((file) => EXTENSIONS.includes(parse(file).ext) && !file.endsWith('.d.ts'))
  return new Map(scenarios.map((file) => [parse(file).name, join(directory, file)]))
}

/**
 * The file of a scenario: a path from here, else a name in the gallery, with or without its extension.
 *
 * @throws FiredrillError (`wrong-use`) when there is none.
 */
export function findScenario(named: string, cwd: string): string {
  const isBare = basename(named) === named
  const found = fileAt(resolve(cwd, named)) ?? (isBare ? (galleryFiles().get(parse(named).name) ?? null) : null)
  if (found !== null) return found
  const names = galleryNames()
  const meant = nearest(parse(named).name, names)
  throw wrongUse(
    `find the scenario "${named}"`,
    reason(named, cwd, isBare ? ' and none of this name in scenarios/' : ''),
    meant === null ? '--list shows the scenarios that there are' : `Try "${meant}"; --list shows all`,
  )
}

/**
 * The file of a client.
 *
 * @throws FiredrillError (`wrong-use`) when there is none.
 */
export function findClient(named: string, cwd: string): string {
  const found = fileAt(resolve(cwd, named))
  if (found !== null) return found
  const directory = resolve(cwd, parse(named).dir)
  const files = isDirectory(directory) ? readdirSync(directory) : []
  const meant = nearest(basename(named), files)
  const advice = meant === null ? 'Check the path' : `Try "${join(parse(named).dir, meant)}"`
  throw wrongUse(`find the client "${named}"`, reason(named, cwd, ''), advice)
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

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs']
