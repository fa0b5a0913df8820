/** The rules of the house, each a pure function from sources to sentences. The layer list below is the architecture. */
import { posix } from 'node:path'
import type { Node, Source } from './source.ts'

/** Folders and files of `src`, the lowest first. An import points to a line above its own; names on one line don't meet. */
export const LAYERS: readonly (readonly string[])[] = [
  ['errors'],
  ['duration', 'like', 'random', 'shell', 'source'],
  ['fault'],
  ['contract'],
  ['trace'],
  ['provider'],
  ['scenario'],
  ['service'],
  ['property'],
  ['realm'],
  ['network', 'clock'],
  ['drill'],
  ['report'],
  ['explore'],
  ['audit'],
  ['cli', 'vitest', 'index'],
]

/** The one file through which each package comes in. */
export const DOORS: Readonly<Record<string, string>> = {
  '@anthropic-ai/sdk': 'src/cli/default-client/anthropic.ts',
  '@google/genai': 'src/cli/default-client/gemini.ts',
  '@mswjs/interceptors': 'src/network/intercept.ts',
  '@observablehq/plot': 'src/report/html/plot.ts',
  '@sinonjs/fake-timers': 'src/clock/virtual-clock.ts',
  ajv: 'src/provider/poison/tool-schema.ts',
  chokidar: 'src/cli/run/watch.ts',
  commander: 'src/cli/command-line.ts',
  linkedom: 'src/report/html/dom.ts',
  ms: 'src/duration.ts',
  'fast-check': 'src/explore/fast-check.ts',
  msw: 'src/network/handlers.ts',
  openai: 'src/cli/default-client/openai.ts',
  ora: 'src/cli/progress.ts',
  'pure-rand': 'src/random.ts',
  tinyglobby: 'src/cli/glob.ts',
  vitest: 'src/vitest.ts',
}

/** What decides, and neither waits nor looks around: no async, nothing of Node's. */
const PURE = ['fault', 'contract', 'trace', 'provider', 'scenario', 'service', 'property', 'report']

/** Where time and chance are made, and may be taken from the process. */
const AMBIENT = ['realm', 'clock']

const LINES_MAX = 250
const FUNCTION_LINES_MAX = 60

/** Imports that point up the layers, or across. */
export function importsUp(sources: readonly Source[]): string[] {
  return imports(sources).flatMap(({ source, file, place }) => {
    if (file === null) return []
    if (!file.startsWith('src/')) return [`${place} imports ${file}, outside src`]
    const [from, to] = [unitOf(source.path), unitOf(file)]
    if (from === to) return []
    const [fromLayer, toLayer] = [layerOf(from), layerOf(to)]
    if (fromLayer === -1) return [`${place}: ${from} has no layer; give it one in test/tidy/rules.ts`]
    if (to === 'index') return [`${place}: index.ts is banned inside src, use the file that it lists`]
    if (toLayer < fromLayer) return []
    const below = LAYERS.slice(0, fromLayer).flat().join(', ')
    return [`${place}: ${file} is banned in ${from}, use what lies below it (${below})`]
  })
}

/** Files that import each other in a ring, types included; one sentence a ring. */
export function importRings(sources: readonly Source[]): string[] {
  const graph = new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ file }) => file ?? [])]))
  const rings = new Set<string>()
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]) => {
    const seenAt = trail.indexOf(path)
    if (seenAt !== -1) rings.add(`${[...trail.slice(seenAt), path].join(' → ')} is a ring of imports`)
    if (seenAt !== -1 || done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return [...rings]
}

/** Packages that come in elsewhere than through their door. */
export function packagesPastTheirDoor(sources: readonly Source[]): string[] {
  return imports(sources).flatMap(({ source, specifier, file, place }) => {
    if (file !== null || specifier.startsWith('node:')) return []
    const name = packageOf(specifier)
    const door = DOORS[name]
    if (door === undefined) return [`${place}: ${name} is banned, use a package that has a door, or make one for it`]
    return door === source.path ? [] : [`${place}: ${name} is banned here, use ${door}`]
  })
}

/** Doors that nobody goes through. */
export function unusedDoors(sources: readonly Source[]): string[] {
  return Object.entries(DOORS).flatMap(([name, door]) => {
    const used = sources.some(
      ({ path, imports }) => path === door && imports.some((one) => within(name, one.specifier)),
    )
    return used ? [] : [`${door} is the door of ${name} and doesn't import it`]
  })
}

/** Time and chance taken from the process, by code that should be told. */
export function ambientTimeAndChance(sources: readonly Source[]): string[] {
  const judged = sources.filter(({ path }) => !AMBIENT.includes(unitOf(path)))
  return judged.flatMap((source) => {
    const imported = source.imports.flatMap(({ specifier, line }) =>
      /^node:(timers|perf_hooks)/.test(specifier)
        ? [`${source.path}:${line}: ${specifier} is banned, use realm/real-time.ts`]
        : [],
    )
    const names = memberNames(source.nodes)
    const used = source.nodes.flatMap((node) => {
      const [what, instead] = names.has(node) ? [] : (ambient(node) ?? [])
      return what === undefined
        ? []
        : [`${source.path}:${source.lineOf(node.start)}: ${what} is banned, use ${instead}`]
    })
    return [...imported, ...used]
  })
}

/** What waits, or asks Node, in folders that only decide. */
export function impurities(sources: readonly Source[]): string[] {
  const judged = sources.filter(({ path }) => PURE.includes(unitOf(path)))
  return judged.flatMap((source) => {
    const folder = unitOf(source.path)
    const imported = source.imports.flatMap(({ specifier, line }) =>
      specifier.startsWith('node:')
        ? [`${source.path}:${line}: ${specifier} is banned in ${folder}, use plain JavaScript`]
        : [],
    )
    const waiting = source.nodes.flatMap((node) =>
      waits(node)
        ? [`${source.path}:${source.lineOf(node.start)}: async is banned in ${folder}, use drill/ to wait`]
        : [],
    )
    return [...imported, ...waiting]
  })
}

/** Files that don't say at their top what they are for. */
export function withoutPurpose(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) =>
    /^(?:#!.*\n)?\/\*\*\s(?:(?!\*\/)[\s\S])*\.\s/.test(text)
      ? []
      : [`${path}:1: silence is banned, use a /** sentence. */ of purpose`],
  )
}

/** Files and functions that are too long to be about one thing. */
export function tooLong(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const { path, lineCount, nodes, lineOf } = source
    const file = lineCount > LINES_MAX ? [`${path}: ${lineCount} lines are banned, use two files`] : []
    const functions = nodes.filter(isFunction).flatMap((node) => {
      const first = lineOf(node.start)
      const count = lineOf(node.end) - first + 1
      return count > FUNCTION_LINES_MAX ? [`${path}:${first}: a function of ${count} lines is banned, use two`] : []
    })
    return [...file, ...functions]
  })
}

/** Notes of what is unfinished, and ways round the compiler. */
export function leftUndone(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text, nodes, lineOf }) => [
    ...nodes
      .filter(({ type }) => type === 'TSAnyKeyword')
      .map(({ start }) => `${path}:${lineOf(start)}: any is banned, use unknown`),
    ...[...text.matchAll(/\b(?:TODO|FIXME|XXX|HACK)\b/g)].map(
      ({ 0: word, index }) => `${path}:${lineOf(index)}: ${word} is banned, use an issue, or do it`,
    ),
    ...[...text.matchAll(/@ts-(?:ignore|nocheck)/g)].map(
      ({ 0: word, index }) => `${path}:${lineOf(index)}: ${word} is banned, use @ts-expect-error with a reason`,
    ),
  ])
}

/** Scenarios that know more than a user can. */
export function scenariosThatKnowMore(sources: readonly Source[]): string[] {
  return imports(sources)
    .filter(({ specifier }) => specifier !== 'firedrill')
    .map(({ place, specifier }) => `${place}: ${specifier} is banned in a scenario, use 'firedrill'`)
}

/** The folder of `src` that a file is part of, or its own name when it lies in none. */
function unitOf(path: string): string {
  const [, unit = ''] = path.split('/')
  return posix.basename(unit, '.ts')
}

function layerOf(unit: string): number {
  return LAYERS.findIndex((layer) => layer.includes(unit))
}

function imports(sources: readonly Source[]) {
  return sources.flatMap((source) =>
    source.imports.map((one) => ({ ...one, source, place: `${source.path}:${one.line}` })),
  )
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function within(name: string, specifier: string): boolean {
  return packageOf(specifier) === name
}

const INSTEAD: Readonly<Record<string, string>> = {
  'Date.now': 'the now that you are handed, or realm/real-time.ts',
  'Math.random': 'random.ts',
  'performance.now': 'realm/real-time.ts',
  'process.hrtime': 'realm/real-time.ts',
  'crypto.randomUUID': 'random.ts',
  'crypto.getRandomValues': 'random.ts',
}

function ambient(node: Node): readonly [what: string, instead: string] | undefined {
  const name = (part: unknown) => (part as { name?: string } | null)?.name
  if (node.type === 'MemberExpression') {
    const path = `${name(node.object)}.${name(node.property)}`
    return Object.hasOwn(INSTEAD, path) ? [path, INSTEAD[path]!] : undefined
  }
  const isDate = (node.type === 'NewExpression' || node.type === 'CallExpression') && name(node.callee) === 'Date'
  if (isDate && (node.arguments as unknown[]).length === 0) return ['new Date()', INSTEAD['Date.now']!]
  const isTimer = node.type === 'Identifier' && ['setTimeout', 'setInterval', 'setImmediate'].includes(name(node)!)
  return isTimer ? [name(node)!, 'the wait that you are handed, or realm/real-time.ts'] : undefined
}

/** Identifiers that only name a part of something, such as the `setTimeout` of a socket. */
function memberNames(nodes: readonly Node[]): ReadonlySet<unknown> {
  const named = nodes.flatMap(({ type, computed, shorthand, object, property, key }) => {
    if (computed === true || shorthand === true) return []
    if (type !== 'MemberExpression') return [key]
    return ['globalThis', 'global'].includes((object as { name?: string }).name ?? '') ? [] : [property]
  })
  return new Set(named)
}

function waits(node: Node): boolean {
  const isPromise = node.type === 'Identifier' && node.name === 'Promise'
  return isPromise || node.type === 'AwaitExpression' || (isFunction(node) && node.async === true)
}

function isFunction(node: Node): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type)
}
