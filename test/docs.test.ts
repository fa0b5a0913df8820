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
import { dirname, join, relative } from 'node:path'
import * as firedrill from 'firedrill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { anthropicClient } from '../src/cli/default-client/anthropic.ts'
import { gallery } from '../src/cli/gallery.ts'
import { EXIT } from '../src/cli/io.ts'
import { contract } from '../src/contract/contract.ts'
import { completeLimits } from '../src/drill/limits.ts'
import { anthropicDialect } from '../src/provider/anthropic/dialect.ts'
import { jsonDialect } from '../src/provider/json.ts'
import type { RunResult } from '../src/report/result.ts'
import { VOCABULARY } from '../src/scenario/vocabulary.ts'
import { type Answer, ROOT, run } from './cli/helpers.ts'

const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const texts = new Map(DOCUMENTS.map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]))
const readme = texts.get('README.md')!

/** How the documents start the command. */
const COMMAND = 'npx tsx run-scenario'

/** A fenced block, with where it stands and, where its author says so, why it can't run. */
interface Block {
  readonly language: string
  readonly code: string
  readonly place: string
  readonly notRun: string | null
}

const blocks = DOCUMENTS.flatMap(blocksOf)
const examples = blocks.filter(({ language, notRun }) => language === 'ts' && notRun === null)
const commands = blocks
  .filter(({ language, notRun }) => language === 'sh' && notRun === null)
  .flatMap(({ code, place }) => code.split('\n').map((line) => ({ line, place })))
  .flatMap(commandsOf)
const started = commands.filter(({ command }) => command.startsWith(COMMAND))
const named = commands.filter(({ command }) => !command.startsWith(COMMAND))

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
    expect(blocks.filter(({ notRun }) => notRun !== null).map(({ place }) => place)).toEqual([])
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
  )

  test.concurrent.each(started)('$command', async ({ command, exitCode }) => {
    const answer = await runScenario(command.slice(COMMAND.length).trim().split(' '))
    expect(answer.stderr).toBe('')
    expect(answer).toMatchObject({ exitCode })
  })
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

  test('names every step and every fault', () => {
    const providers = ['anthropic', 'json', 'provider', 'scenario']
    const known = [...VOCABULARY.keys()].filter((name) => !providers.includes(name))
    const shown = [...column('Step', 0), ...column('Fault', 0)].map(functionName)
    expect(shown.toSorted()).toEqual(known.toSorted())
    expect(Object.keys(firedrill)).toEqual(expect.arrayContaining(shown))
  })

  test('names the statuses of every provider', () => {
    expect(table('Provider').map(([name, , statuses]) => [name, statuses])).toEqual(
      [anthropicDialect, jsonDialect].map(({ name, statuses }) => [
        `\`${name}()\``,
        Object.entries(statuses)
          .map(([status, code]) => `\`${status}\` ${code}`)
          .join(', '),
      ]),
    )
  })

  test('lists the properties as they are', () => {
    const properties = firedrill.allProperties()
    expect(table('Rule').map((row) => row.slice(0, 3))).toEqual(
      properties.map(({ rule, id, claim }) => [rule, `\`${id}\``, claim]),
    )
    expect(Object.keys(firedrill)).toEqual(expect.arrayContaining(properties.map(({ id }) => camelCase(id))))
  })

  test('tells which rules nobody judges yet', () => {
    const [, list = ''] = /^Rules (.*?) \(/ms.exec(readme) ?? []
    const unjudged = list.split(/, | and /).flatMap((part) => {
      const [first = 0, last = first] = [...part.matchAll(/\d+/g)].map(Number)
      return Array.from({ length: last - first + 1 }, (_, index) => `R${first + index}`)
    })
    const judged = firedrill.allProperties().map(({ rule }) => rule)
    const all = Array.from({ length: 22 }, (_, index) => `R${index + 1}`)
    expect(unjudged).toEqual(all.filter((rule) => !judged.includes(rule as firedrill.RuleId)))
  })

  test('lists the scenarios with what the default client makes of them', async () => {
    const rows = []
    for (const { name, description } of await gallery()) {
      const { verdict, properties } = await resultOf([name])
      const violated = properties.filter((property) => property.verdict === 'violated').map(({ rule }) => rule)
      rows.push([`\`${name}\``, description, verdict === 'pass' ? 'passes' : `fails ${violated.join(', ')}`])
    }
    expect(table('Scenario')).toEqual(rows)
    expect(readme).toContain(`(\`${anthropicClient(false).name}\`, seed 1)`)
  })

  test('lists the exit codes', () => {
    expect(column('Exit code', 0).map(Number)).toEqual(Object.values(EXIT))
  })

  test('lists the options of the command', async () => {
    const { stdout } = await run(['--help'])
    const options = [...stdout.matchAll(/^ {2}(--\w+(?: <\w+>)?)/gm)].map(([, option]) => `\`${option}\``)
    expect(column('Option', 0)).toEqual(options)
  })

  test('lists the promises of a contract', () => {
    const promises = Object.keys(contract()).map((name) => `\`${name.replace(/Ms$/, '')}\``)
    expect(column('Promise', 0)).toEqual(promises)
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
    expect(table('Limit').map(([name = '', value]) => [name.replaceAll('`', ''), value])).toEqual([...counts, ...times])
  })

  test('lists the matchers', () => {
    const source = readFileSync(join(ROOT, 'src/vitest.ts'), 'utf8')
    const matchers = new Set([...source.matchAll(/^ {2}(to[A-Z]\w+)\(/gm)].map(([, name]) => name))
    const [, list = ''] = /^The matchers are (.*?)\./ms.exec(readme) ?? []
    expect(namesIn(list)).toEqual([...matchers])
  })

  test('lists the keys of the JSON', async () => {
    const { properties, calls, attempts, ...rest } = await resultOf(['outage'])
    const rows = table('Key')
    expect(rows.flatMap(([keys = '']) => namesIn(keys)).toSorted()).toEqual(
      Object.keys({ properties, calls, attempts, ...rest }).toSorted(),
    )
    for (const [key, records] of Object.entries({ properties, calls, attempts })) {
      const [, text = ''] = rows.find(([keys]) => keys === `\`${key}\``) ?? []
      expect(namesIn(text.replace(/\(`value`.*?\)/, '')).toSorted(), key).toEqual(Object.keys(records[0]!).toSorted())
    }
    const error = calls.find((call) => call.error !== null)!.error!
    expect(namesIn(/^An error has (.*?)\./m.exec(readme)![1]!)).toEqual(Object.keys(error))
  })
})

test('CONTRIBUTING lists every room of the house once', () => {
  const units = readdirSync(join(ROOT, 'src')).map((name) => name.replace(/\.ts$/, ''))
  const listed = table('Layer', 'CONTRIBUTING.md').flatMap(([names = '']) => namesIn(names))
  expect(listed.toSorted()).toEqual(units.toSorted())
})

test.each(DOCUMENTS)('paths and links in %s lead somewhere', (name) => {
  const prose = withoutBlocks(texts.get(name)!)
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!)
  const broken = links.filter((target) => !/^https?:/.test(target) && !isTarget(target, name))
  const paths = [...prose.matchAll(/`((?:src|test|docs|scenarios)\/[^`\s*]*)`/g)].map(([, path]) => path!)
  const missing = paths.filter((path) => !existsSync(join(ROOT, path)))
  expect({ broken, missing }).toEqual({ broken: [], missing: [] })
})

// Helpers

function blocksOf(name: string): Block[] {
  const fence = /(?:<!-- not run: ([^>]*) -->\n)?^```(\w*)\n(.*?)\n```$/gms
  return [...texts.get(name)!.matchAll(fence)].map(({ 1: notRun = null, 2: language, 3: code }, index) => {
    return { language: language!, code: code!, place: `${name}, block ${index + 1}`, notRun }
  })
}

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
  if (file.endsWith('.test.ts')) {
    return start(join(ROOT, 'node_modules/.bin/vitest'), ['run', '--root', folder, '--reporter', 'dot', file])
  }
  if (code.includes('export default scenario(')) return runScenario([`./${file}`])
  if (code.includes('export default ')) return runScenario(['outage', '--client', `./${file}`])
  throw new Error(`${place} is neither a test nor a scenario nor a client`)
}

const answers = new Map<string, Promise<Answer>>()

/** Runs the command among the examples; the same command once. */
function runScenario(argv: readonly string[]): Promise<Answer> {
  const key = argv.join(' ')
  const answer = answers.get(key) ?? start(join(ROOT, 'node_modules/.bin/tsx'), [join(ROOT, 'run-scenario'), ...argv])
  answers.set(key, answer)
  return answer
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

/** The rows of the table whose first column has this heading. */
function table(heading: string, name = 'README.md'): string[][] {
  const lines = texts.get(name)!.split('\n')
  const first = lines.findIndex((line) => line.startsWith(`| ${heading} |`))
  if (first < 0) throw new Error(`${name} has no table of "${heading}"`)
  const after = lines.slice(first + 2)
  return after
    .slice(
      0,
      after.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => line.slice(2, -2).split(' | '))
}

function column(heading: string, index: number): string[] {
  return table(heading).map((row) => row[index]!)
}

function functionName(cell: string): string {
  return /^`(\w+)\(/.exec(cell)![1]!
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name!)
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function withoutBlocks(text: string): string {
  return text.replace(/^```.*?^```$/gms, '')
}

function isTarget(target: string, from: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? from : join(dirname(from), path)
  if (!existsSync(join(ROOT, file))) return false
  return anchor === undefined || anchorsOf(readFileSync(join(ROOT, file), 'utf8')).includes(anchor)
}

function anchorsOf(text: string): string[] {
  const headings = [...withoutBlocks(text).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!.toLowerCase())
  return headings.map((heading) => heading.replace(/[^\w\s-]/g, '').replace(/\s/g, '-'))
}
