/** The documents: their examples run, their tables say what the code says, their links lead somewhere. */
import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import * as firedrill from 'firedrill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { anthropicClient } from '../src/cli/default-client/anthropic.ts'
import { geminiClient } from '../src/cli/default-client/gemini.ts'
import { openaiClient } from '../src/cli/default-client/openai.ts'
import { EXIT } from '../src/cli/io.ts'
import { contract } from '../src/contract/contract.ts'
import { completeLimits } from '../src/drill/limits.ts'
import type { Definition } from '../src/fault/definition.ts'
import { FAULT_DEFINITIONS } from '../src/fault/fault.ts'
import { dialectOf } from '../src/provider/registry.ts'
import type { RunResult } from '../src/report/result.ts'
import { BESIDE_DEFINITIONS } from '../src/scenario/beside.ts'
import { POISON_CHECKS } from '../src/scenario/poison.ts'
import { VOCABULARY } from '../src/scenario/vocabulary.ts'
import { type Answer, fire, run } from './cli/helpers.ts'
import {
  type Block,
  blocksOf,
  brokenLinks,
  column,
  DOCUMENTS,
  missingPaths,
  namesIn,
  ROOT,
  table,
  textOf,
} from './docs/documents.ts'
import { GALLERY_PAGE, galleryGroups, pageWith } from './docs/gallery-page.ts'
import { REFERENCE_PAGE, referenceGroups, referencePageWith } from './docs/reference-page.ts'
import { DOORS, LAYERS } from './tidy/rules.ts'

const README = 'README.md'
const SCENARIOS = 'docs/scenarios.md'

const COMMAND_LINE = 'docs/command-line.md'
const PROPERTIES = 'docs/properties.md'
const SUITES = 'docs/test-suites.md'
const REPORTS = 'docs/reports.md'

/** How the documents start the command: in the clone, and in a project of one's own. */
const COMMANDS = { 'npx tsx run-scenario': 'run-scenario', 'npx firedrill': 'bin/firedrill.mjs' }

/** Several programs run at once, audits among them. */
const UNHURRIED_MS = 180_000

const TSX = join(ROOT, 'node_modules/.bin/tsx')
const THIS_COPY = new URL('docs/this-copy.ts', import.meta.url).href

const blocks = DOCUMENTS.flatMap(blocksOf)
const examples = blocks.filter(({ language, notRun }) => language === 'ts' && notRun === null)
const commands = blocks
  .filter(({ language, notRun }) => language === 'sh' && notRun === null)
  .flatMap(({ code, place }) => code.split('\n').map((line) => ({ line, place })))
  .flatMap(commandsOf)
const started = commands.filter(({ command }) => programOf(command) !== null)
const named = commands.filter(({ command }) => programOf(command) === null)

let folder = ''

beforeAll(() => {
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true })
  folder = mkdtempSync(join(ROOT, 'node_modules/.docs-'))
  symlinkSync(join(ROOT, 'scenarios'), join(folder, 'scenarios'), 'junction')
  const inside = relative(ROOT, folder).replaceAll('\\', '/')
  const files = examples.map(fileOf)
  const compiler = { extends: '../../tsconfig.json', files, include: [], exclude: [] }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(compiler))
  writeFileSync(join(folder, 'vitest.config.ts'), vitestConfig(inside))
  for (const example of examples) writeFileSync(join(folder, fileOf(example)), example.code)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('examples', () => {
  test('every block is run, or says why not', () => {
    expect([...new Set(blocks.map(({ language }) => language))].toSorted()).toEqual(['sh', 'text', 'ts'])
    expect(blocks.filter(({ notRun }) => notRun !== null).map(({ code }) => code.split('\n')[0])).toEqual([
      'npx firedrill replay .firedrill/jitters-0a1b2c3d.json --client ./ask.ts',
      'npx firedrill init',
      'npm install --save-dev firedrill',
      'npx firedrill run drills/first-outage.ts --client drills/client.ts',
    ])
    expect(examples.length).toBeGreaterThanOrEqual(4)
    expect(new Set(examples.map(fileOf)).size).toBe(examples.length)
  })

  test('commands that would install or test in a test are only known to exist', () => {
    expect(named.map(({ command }) => command)).toEqual(['npm ci', 'npm ci', 'npm test', 'npm run check'])
    expect(existsSync(join(ROOT, 'package-lock.json'))).toBe(true)
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['test', 'check', 'fix']))
  })

  test('compile', async () => {
    const { exitCode, stdout } = await start(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder])
    expect(stdout).toBe('')
    expect(exitCode).toBe(0)
  })

  test.concurrent.each(examples.map((example) => [fileOf(example), example] as const))(
    '%s runs',
    async (file, example) => {
      const { exitCode, stdout, stderr } = await runExample(file, example)
      expect(stderr).toBe('')
      expect({ exitCode, stdout }).toMatchObject({ exitCode: EXIT.pass })
    },
    UNHURRIED_MS,
  )

  test.concurrent.each(started)(
    '$command',
    async ({ command, exitCode }) => {
      const answer = await runCommand(command)
      expect(answer.stderr).toBe('')
      expect(answer).toMatchObject({ exitCode })
    },
    UNHURRIED_MS,
  )
})

describe('the README', () => {
  test('begins with the two commands of a newcomer', () => {
    const lines = blocks.filter(({ language }) => language === 'sh').map(({ code }) => code)
    expect(lines.slice(0, 2)).toEqual(['npm ci && npx tsx run-scenario outage.ts', 'npm ci && npm test'])
  })

  test('shows what a run really prints', async () => {
    const shown = blocks.find(({ language }) => language === 'text')!
    const { stdout } = await run(['outage.ts'])
    expect(withoutWallTime(shown.code)).toBe(withoutWallTime(stdout.trimEnd()))
  })

  test('names every command', async () => {
    const { stdout } = await fire(['--help'])
    const names = [...stdout.matchAll(/^ {2}(\w+) {2,}[a-z]/gm)].map(([, name]) => `\`${name}\``)
    expect([...column('Command', 0, README), '`help`']).toEqual(names)
  })
})

describe('the page about the command line', () => {
  test('lists the exit codes', () => {
    expect(column('Exit code', 0, COMMAND_LINE).map(Number)).toEqual(Object.values(EXIT))
  })

  test.each(['run', 'audit', 'explore', 'replay', 'list', 'init'])('lists the options of %s', async (command) => {
    const { stdout } = await fire([command, '--help'])
    const options = [...stdout.matchAll(/^ {2}(--[\w-]+(?: <\w+>)?)/gm)].map(([, option]) => `\`${option}\``)
    expect(column(`Option of \`${command}\``, 0, COMMAND_LINE)).toEqual(options)
  })
})

describe('the pages about properties, suites and reports', () => {
  test('lists the properties as they are', () => {
    const properties = firedrill.allProperties()
    expect(table('Rule', PROPERTIES).map((row) => row.slice(0, 3))).toEqual(
      properties.map(({ rule, id, claim }) => [rule, `\`${id}\``, claim]),
    )
    expect(Object.keys(firedrill)).toEqual(expect.arrayContaining(properties.map(({ id }) => camelCase(id))))
  })

  test('lists the sinks of a call', () => {
    const source = readFileSync(join(ROOT, 'src/drill/client.ts'), 'utf8')
    const sinks = [...source.matchAll(/^ {2}(\w+)\(\w+: (?:unknown|string)\): void/gm)].map(([, name]) => name)
    const shown = column('Sink', 0, PROPERTIES).flatMap((cell) =>
      [...cell.matchAll(/`call\.(\w+)/g)].map(([, name]) => name),
    )
    expect(shown.toSorted()).toEqual(sinks.toSorted())
  })

  test('lists the promises of a contract', () => {
    const promises = Object.keys(contract()).map((name) => `\`${name.replace(/Ms$/, '')}\``)
    expect(column('Promise', 0, PROPERTIES)).toEqual(promises)
  })

  test('lists the limits with their defaults', () => {
    const { attempts, calls, timers, virtualMs, wallMs } = completeLimits()
    const counts = Object.entries({ attempts, calls, timers }).map(([name, count]) => [
      name,
      count.toLocaleString('en'),
    ])
    const times = [
      ['virtualTime', `${virtualMs / 3_600_000} h`],
      ['wallTime', `${wallMs / 1000} s`],
    ]
    expect(table('Limit', SUITES).map(([name = '', value]) => [name.replaceAll('`', ''), value])).toEqual([
      ...counts,
      ...times,
    ])
  })

  test('show what a failing test really says', async () => {
    const api = firedrill.json({ hosts: ['api.example.com'] })
    const outage = firedrill.scenario({
      name: 'short-outage',
      description: 'Half a minute of 500s, then health.',
      provider: api,
      script: [firedrill.during('30s', api.internalError()), firedrill.healthy()],
    })
    const trace = await firedrill.drill(outage, async function hasty() {
      for (let attempt = 0; ; attempt++) {
        const response = await fetch('https://api.example.com/v1/things')
        if (response.ok) return await response.json()
        if (attempt === 2) throw new Error('no answer')
      }
    })
    const [shown] = blocksOf(SUITES).filter(({ language }) => language === 'text')
    expect(() => firedrill.assertKeeps(trace, firedrill.backsOff())).toThrow(
      expect.objectContaining({ message: shown!.code }),
    )
  })

  test('lists the matchers', () => {
    const source = readFileSync(join(ROOT, 'src/vitest.ts'), 'utf8')
    const matchers = new Set([...source.matchAll(/^ {2}(to[A-Z]\w+)\(/gm)].map(([, name]) => name))
    const [, list = ''] = /^The matchers are (.*?)\./ms.exec(textOf(SUITES)) ?? []
    expect(namesIn(list)).toEqual([...matchers])
  })

  test('lists the keys of the JSON', async () => {
    const { properties, calls, attempts, ...rest } = await resultOf(['outage'])
    const rows = table('Key', REPORTS)
    expect(rows.flatMap(([keys = '']) => namesIn(keys)).toSorted()).toEqual(
      Object.keys({ properties, calls, attempts, ...rest }).toSorted(),
    )
    for (const [key, records] of Object.entries({ properties, calls, attempts })) {
      const [, text = ''] = rows.find(([keys]) => keys === `\`${key}\``) ?? []
      expect(namesIn(text.replace(/\(`value`.*?\)/, '')).toSorted(), key).toEqual(Object.keys(records[0]!).toSorted())
    }
    const error = calls.find((call) => call.error !== null)!.error!
    expect(namesIn(/^An error has (.*?)\./m.exec(textOf(REPORTS))![1]!)).toEqual(Object.keys(error))
  })
})

describe('the page about scenarios', () => {
  test('names every step, fault, delay and provider', () => {
    const shown = ['Step', 'Fault', 'Delay', 'Provider'].flatMap((heading) => column(heading, 0, SCENARIOS))
    const names = [...shown.map(functionName), 'provider', 'scenario']
    expect(names.toSorted()).toEqual([...VOCABULARY.keys()].toSorted())
    expect(Object.keys(firedrill)).toEqual(expect.arrayContaining(names))
  })

  test('names the statuses and the hosts of every provider', () => {
    const rows = table('Provider', SCENARIOS)
    for (const [name = '', what = '', statuses] of rows) {
      const dialect = dialectOf(functionName(name))
      const known = Object.entries(dialect.statuses).map(([status, code]) => `\`${status}\` ${code}`)
      expect(statuses).toBe(known.join(', '))
      for (const host of dialect.hosts) expect(what).toContain(`\`${host}\``)
    }
  })

  const defined: readonly (readonly [string, Definition])[] = [...FAULT_DEFINITIONS, ...BESIDE_DEFINITIONS]
  const tabled = ['status', 'healthy', 'limits', 'capacity', 'poison', 'statusPage']
  test.each(defined)('names what %s takes', (kind, { options }) => {
    const names = options.map(({ option }) => option)
    if (tabled.includes(kind)) {
      expect(column(`Option of \`${kind}\``, 0, SCENARIOS)).toEqual(names.map((name) => `\`${name}\``))
      return
    }
    const row = table('Fault', SCENARIOS)
      .find(([cell = '']) => functionName(cell) === kind)!
      .join(' ')
    expect(names.filter((name) => name !== 'delay' && !row.includes(name))).toEqual([])
  })

  test('names every word that a fault or a check chooses from', () => {
    const text = textOf(SCENARIOS)
    const words = [...FAULT_DEFINITIONS.values()].flatMap(({ positional, options }) =>
      [...positional, ...options].flatMap(choicesOf),
    )
    expect(words.length).toBeGreaterThan(25)
    expect([...new Set(words)].filter((word) => !text.includes(`'${word}'`))).toEqual([])
    expect(column('Poison', 0, SCENARIOS)).toEqual(POISON_CHECKS.map((check) => `\`'${check}'\``))
  })
})

test('the page of the gallery shows what the official SDKs make of each scenario', async () => {
  const page = textOf(GALLERY_PAGE)
  expect(page, 'npx tsx test/docs/gallery-page.ts brings it up to date').toBe(pageWith(await galleryGroups()))
  for (const { name = '' } of [anthropicClient(false), openaiClient(false), geminiClient(false)]) {
    expect(page).toContain(`\`${name}\``)
  }
}, 120_000)

test('the reference says of each export what its source says', () => {
  const advice = 'npx tsx test/docs/reference-page.ts brings it up to date'
  expect(textOf(REFERENCE_PAGE), advice).toBe(referencePageWith(referenceGroups()))
})

describe('CONTRIBUTING', () => {
  test('lists the rooms of the house by their layers, and every one of them', () => {
    const rows = column('Layer', 0, 'CONTRIBUTING.md').map((cell) => namesIn(cell).toSorted())
    expect(rows).toEqual(LAYERS.map((names) => names.toSorted()).toReversed())
    const units = readdirSync(join(ROOT, 'src')).map((name) => name.replace(/\.ts$/, ''))
    expect(rows.flat().toSorted()).toEqual(units.toSorted())
  })

  test('lists the door of every package', () => {
    const doors = Object.entries(DOORS).map(([name, door]) => [`\`${name}\``, `\`${door}\``])
    expect(table('Package', 'CONTRIBUTING.md')).toEqual(doors)
  })
})

test.each(DOCUMENTS)('paths and links in %s lead somewhere', (name) => {
  expect({ broken: brokenLinks(name), missing: missingPaths(name) }).toEqual({ broken: [], missing: [] })
})

// Helpers

/** The commands of a line, each with the exit code that the line's comment names. */
function commandsOf({ line, place }: { line: string; place: string }) {
  const [text = '', comment = ''] = line.split(' # ')
  const exitCode = Number(/^exits with (\d+)/.exec(comment)?.[1] ?? EXIT.pass)
  return text.split(' && ').map((command) => ({ command: command.trim(), place, exitCode }))
}

/** The name of an example's file, as its first line has it. */
function fileOf({ code, place }: Block): string {
  const [, name] = /^\/\/ ([\w.-]+\.ts)\n/.exec(code) ?? []
  if (name === undefined) throw new Error(`${place}: begin it with a comment that names its file, // ask.ts`)
  return name
}

/** Runs an example as what it is: a test, a scenario, a client. */
function runExample(file: string, { code, place }: Block): Promise<Answer> {
  if (code.includes("from 'node:test'")) return start(TSX, ['--import', THIS_COPY, file])
  if (file.endsWith('.test.ts')) {
    return start(join(ROOT, 'node_modules/.bin/vitest'), ['run', '--root', folder, '--reporter', 'dot', file])
  }
  if (code.includes('export default scenario(')) return runCommand(`npx firedrill run ./${file}`)
  if (code.includes('export default ')) {
    const scenario = code.includes("from 'openai'") ? 'chat-stream-cut' : 'outage'
    return runCommand(`npx firedrill run ${scenario} --client ./${file}`)
  }
  throw new Error(`${place} is neither a test nor a scenario nor a client`)
}

/** How a command starts one of this project's programs, and which; null for any other command. */
function programOf(command: string): readonly [words: string, file: string] | null {
  return Object.entries(COMMANDS).find(([words]) => command.startsWith(`${words} `)) ?? null
}

const answers = new Map<string, Promise<Answer>>()

/** Runs one of this project's commands as a shell would; the same command once. */
function runCommand(command: string): Promise<Answer> {
  const [words, file] = programOf(command)!
  const argv = command.slice(words.length).trim().split(' ').map(unquoted)
  const answer = answers.get(command) ?? start(TSX, [join(ROOT, file), ...argv])
  answers.set(command, answer)
  return answer
}

function unquoted(word: string): string {
  return word.replace(/^'(.*)'$/, '$1')
}

/** Starts a program of the project's in the examples' folder, free of what this test runner has put into the environment. */
function start(program: string, argv: readonly string[]): Promise<Answer> {
  const foreign = /^(?:VITEST|NO_COLOR$|FORCE_COLOR$|NODE_ENV$|TEST$)/
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
  const child = spawn(process.execPath, [program, ...argv], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr }))
  })
}

/** The project's own aliases; the examples lie where vitest would take them for a package's. */
function vitestConfig(inside: string): string {
  return `
    import base from '../../vitest.config.ts'
    export default {
      resolve: base.resolve,
      test: { include: ['*.test.ts'], exclude: [], server: { deps: { inline: [/${inside.replace(/[/.]/g, '\\$&')}/] } } },
    }
  `
}

async function resultOf(argv: readonly string[]): Promise<RunResult> {
  const { stdout } = await run([...argv, '--json'])
  return JSON.parse(stdout) as RunResult
}

function withoutWallTime(report: string): string {
  return report.replace(/(?<= drilled in )[^\n]+/, '…')
}

function functionName(cell: string): string {
  return /^`(\w+)\(/.exec(cell)![1]!
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The words that a field chooses from, as it names them when it is given none of them; none for any other field. */
function choicesOf({ read }: Definition['options'][number]): string[] {
  try {
    read('test()', '?')
    return []
  } catch (error) {
    const [, advice = ''] = /there is no .* Give (.*)\.$/.exec((error as Error).message) ?? []
    return [...advice.matchAll(/'([^']+)'/g)].map(([, word]) => word!)
  }
}
