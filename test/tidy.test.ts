/** Style is a test: the layers of the house, its doors, and what is banned in which of its rooms. */
import { describe, expect, test } from 'vitest'
import {
  ambientTimeAndChance,
  importRings,
  importsUp,
  impurities,
  leftUndone,
  packagesPastTheirDoor,
  scenariosThatKnowMore,
  tooLong,
  unusedDoors,
  withoutPurpose,
} from './tidy/rules.ts'
import { parseSource, readSources, type Source } from './tidy/source.ts'

const src = readSources('src')
const scenarios = readSources('scenarios')
const bench = readSources('bench')
const tests = readSources('test')

describe('the house', () => {
  test('imports point down the layers, or stay in their own folder', () => {
    expect(importsUp(src)).toEqual([])
  })

  test('no files import each other in a ring', () => {
    expect(importRings(src)).toEqual([])
  })

  test('each package comes in through one door', () => {
    expect([...packagesPastTheirDoor(src), ...unusedDoors(src)]).toEqual([])
  })

  test('time and chance are handed down, never taken', () => {
    expect(ambientTimeAndChance(src)).toEqual([])
  })

  test('what decides neither waits nor looks around', () => {
    expect(impurities(src)).toEqual([])
  })

  test('scenarios know what a user knows', () => {
    expect(scenariosThatKnowMore(scenarios)).toEqual([])
  })

  test('every file says what it is for', () => {
    expect(withoutPurpose([...src, ...scenarios, ...bench, ...tests])).toEqual([])
  })

  test('files and functions are short enough to be about one thing', () => {
    expect(tooLong([...src, ...scenarios, ...bench])).toEqual([])
  })

  test('nothing is left undone, and the compiler is never told to look away', () => {
    const spelling = ['test/tidy.test.ts', 'test/tidy/rules.ts']
    const judged = [...src, ...scenarios, ...bench, ...tests].filter(({ path }) => !spelling.includes(path))
    expect(leftUndone(judged)).toEqual([])
  })
})

type Rule = (sources: readonly Source[]) => string[]

/** A file that breaks a rule, and how the sentence about it begins and ends. */
const BROKEN: readonly [rule: Rule, path: string, text: string, sentence: RegExp][] = [
  [
    importsUp,
    'src/fault/a.ts',
    "import type { T } from '../trace/event.ts'",
    /^src\/fault\/a\.ts:1: .* is banned in fault/,
  ],
  [importsUp, 'src/clock/a.ts', "\nexport * from '../network/wire.ts'", /^src\/clock\/a\.ts:2: .* is banned in clock/],
  [importsUp, 'src/vitest.ts', "type T = import('./cli/main.ts').T", /cli\/main\.ts is banned in vitest/],
  [importsUp, 'src/drill/a.ts', "await import('../index.ts')", /index\.ts is banned inside src/],
  [importsUp, 'src/attic/a.ts', "import '../errors.ts'", /attic has no layer/],
  [importsUp, 'src/cli/a.ts', "import '../../test/helpers.ts'", /outside src$/],
  [importRings, 'src/a.ts', "import type { A } from './a.ts'", /^src\/a\.ts → src\/a\.ts is a ring/],
  [packagesPastTheirDoor, 'src/drill/a.ts', "import { http } from 'msw/http'", /msw is banned here, use src\/network/],
  [
    packagesPastTheirDoor,
    'src/drill/a.ts',
    "import '@scope/name/part'",
    /@scope\/name is banned, use a package that has/,
  ],
  [unusedDoors, 'src/duration.ts', '', /^src\/duration\.ts is the door of ms/],
  [ambientTimeAndChance, 'src/drill/a.ts', 'const t = Date.now()', /Date\.now is banned, use the now/],
  [ambientTimeAndChance, 'src/drill/a.ts', 'const t = new Date()', /new Date\(\) is banned/],
  [ambientTimeAndChance, 'src/drill/a.ts', 'globalThis.setTimeout(f)', /setTimeout is banned, use the wait/],
  [ambientTimeAndChance, 'src/drill/a.ts', "import 'node:timers/promises'", /node:timers\/promises is banned/],
  [ambientTimeAndChance, 'src/fault/a.ts', 'const f = Math.random', /Math\.random is banned, use random\.ts/],
  [impurities, 'src/report/a.ts', 'const f = async () => 1', /async is banned in report/],
  [impurities, 'src/trace/a.ts', "import 'node:fs'", /node:fs is banned in trace/],
  [scenariosThatKnowMore, 'scenarios/a.ts', "import '../src/index.ts'", /is banned in a scenario, use 'firedrill'/],
  [withoutPurpose, 'src/a.ts', 'export {}', /^src\/a\.ts:1: silence is banned/],
  [tooLong, 'src/a.ts', `${'\n'.repeat(250)}export {}`, /^src\/a\.ts: 251 lines are banned/],
  [tooLong, 'src/a.ts', `const f = () => {${'\n'.repeat(60)}}`, /^src\/a\.ts:1: a function of 61 lines is banned/],
  [leftUndone, 'src/a.ts', 'let a: any', /any is banned, use unknown/],
  [leftUndone, 'src/a.ts', '// TODO: all of it', /TODO is banned/],
  [leftUndone, 'src/a.ts', '// @ts-ignore', /@ts-ignore is banned, use @ts-expect-error/],
]

describe('the rules', () => {
  test.each(
    BROKEN.map(
      ([rule, path, text, sentence]) => [rule.name, text.trim().slice(0, 40), rule, path, text, sentence] as const,
    ),
  )('%s finds %j', (_name, _shown, rule, path, text, sentence) => {
    const found = rule([parseSource(path, text)])
    expect(found).toContainEqual(expect.stringMatching(sentence))
  })

  test('a ring over several files is told as a path', () => {
    const files = [
      parseSource('src/a/a.ts', "import './b.ts'"),
      parseSource('src/a/b.ts', "export type { C } from '../c.ts'"),
      parseSource('src/c.ts', "import './a/a.ts'"),
    ]
    expect(importRings(files)).toEqual(['src/a/a.ts → src/a/b.ts → src/c.ts → src/a/a.ts is a ring of imports'])
  })

  test('what is right is left alone', () => {
    const text =
      "/** Says why. */\nimport '../errors.ts'\nimport './b.ts'\nexport const day = new Date(0)\nsocket.setTimeout(0)\n"
    const file = parseSource('src/fault/a.ts', text)
    const rules = [
      importsUp,
      importRings,
      packagesPastTheirDoor,
      ambientTimeAndChance,
      impurities,
      withoutPurpose,
      tooLong,
    ]
    expect(rules.flatMap((rule) => rule([file]))).toEqual([])
  })
})
