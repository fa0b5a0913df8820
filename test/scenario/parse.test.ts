/** Reading scenarios back from source, which is never run. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reset } from '../../src/fault/cut.ts'
import { anthropic, anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { defineDialect } from '../../src/provider/registry.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { printScenario } from '../../src/scenario/print.ts'
import { scenario } from '../../src/scenario/scenario.ts'
import { times } from '../../src/scenario/times.ts'
import { VOCABULARY } from '../../src/scenario/vocabulary.ts'
import { anyScenario } from './arbitrary.ts'
import { outcome } from './outcome.ts'

const api = anthropic()

test('what is printed reads back as the same data', () => {
  fc.assert(
    fc.property(anyScenario, (made) => {
      expect(parseScenario(printScenario(made))).toStrictEqual(made)
    }),
  )
})

test('what is printed is true JavaScript, which makes the same data when it is run', () => {
  fc.assert(
    fc.property(anyScenario, (made) => {
      const body = printScenario(made)
        .replace(/^import [\s\S]*? from 'firedrill'/, '')
        .replace('export default', 'return')
      const run = new Function(...VOCABULARY.keys(), `'use strict';${body}`)
      expect(run(...VOCABULARY.values())).toStrictEqual(made)
    }),
  )
})

test('source as people write it is understood', () => {
  const source = `
    // Two bad answers.
    import { scenario, anthropic, times, reset, } from "firedrill";
    const api = anthropic();
    const bad = api.internalError({ 'delay': 1_500, retryAfter: -1 }) /* odd */
    const script = [times(2, bad, reset())]
    export default scenario({
      name: 'by-hand', description: \`It's
by hand.\`, provider: api, script, calls: undefined,
    });
  `
  expect(parseScenario(source)).toStrictEqual(
    scenario({
      name: 'by-hand',
      description: "It's\nby hand.",
      provider: api,
      script: [times(2, api.internalError({ delay: 1500, retryAfter: -1 }), reset())],
    }),
  )
})

test("a user's own dialect prints and parses by its name", () => {
  const acme = defineDialect({ ...anthropicDialect, name: 'acme', statuses: { melted: 555 }, hosts: ['acme.example'] })
  const melted = scenario({ name: 'melted', description: 'Hot.', provider: acme(), script: [acme().melted()] })
  expect(printScenario(melted)).toBe(`import { provider, scenario } from 'firedrill'

const api = provider('acme')

export default scenario({
  name: 'melted',
  description: 'Hot.',
  provider: api,
  script: [api.status(555)],
})
`)
  expect(parseScenario(printScenario(melted))).toStrictEqual(melted)
})

test.each([
  ['', '1:1: there is no scenario. End with export default scenario({ … }).'],
  ['export default 5', '1:16: the default export is no scenario.'],
  ["import fs from 'node:fs'", '1:8: there is "fs" where { was expected.'],
  ["import { readFile } from 'node:fs'", '1:10: "readFile" is no function of scenarios.'],
  ["import { times } from 'elsewhere'", '1:23: only firedrill can be imported.'],
  ['const a = times(2)', `1:11: "times" isn't imported. Add it to the import from 'firedrill'.`],
  ['const a = process.exit(1)', '1:11: "process" is unknown.'],
  ['const a = 1\nconst b = a + 1', '2:13: "+" means nothing here.'],
  ['const a = [1, 2', '1:16: the file ends where a comma or ] was expected.'],
  ["const a = 'open\n'", '1:11: a text has no end.'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of one.
  ['const a = `${b}`', '1:11: a text has no end, or computes something.'],
  ['const a = { __proto__: 1 }', '1:13: "__proto__" names nothing here.'],
  ['const a = 1\nconst a = 2', '2:7: "a" is taken.'],
  [`const a = ${'['.repeat(100)}`, '1:75: it nests deeper than 64 levels.'],
  ["import { anthropic } from 'firedrill'\nconst a = anthropic().toString()", 'there is "." where import, const'],
  [
    "import { anthropic } from 'firedrill'\nconst a = anthropic()\nconst b = a.constructor()",
    '3:13: there is no fault "con',
  ],
  ["import { anthropic } from 'firedrill'\nconst a = anthropic", '2:11: "anthropic" is a function that isn\'t called.'],
  [
    "import { reset, times } from 'firedrill'\nconst a = [\n  times(0, reset()),\n]",
    '3:3: failed to make times(0, …): a count is a whole number from 1 to 1,000,000. Give such a number first.',
  ],
])('%j is refused at its place', (source, message) => {
  expect(() => parseScenario(source)).toThrow(
    `Failed to read the scenario at ${message}`.replace('at there', 'at 2:22: there'),
  )
})

test('whatever is read, the answer is a scenario or an error that says where', () => {
  const pieces = fc.constantFrom(...WORDS)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((words) => PREAMBLE + words.join(' ')),
      ),
      (source) => {
        expect(outcome(() => parseScenario(source))).toBe('sentence')
      },
    ),
    { numRuns: 500 },
  )
})

test('a constructor that is handed anything at all answers with a sentence', () => {
  const value = fc.oneof(fc.json(), fc.string(), fc.constant('{ toString: 1 }'), fc.constantFrom(...CALLS))
  const call = fc
    .tuple(fc.constantFrom(...FUNCTIONS), fc.array(value, { maxLength: 4 }))
    .map(([name, values]) => `${PREAMBLE} const made = ${name}(${values.join(', ')})`)
  fc.assert(
    fc.property(call, (source) => {
      expect(outcome(() => parseScenario(source))).toBe('sentence')
    }),
    { numRuns: 2000 },
  )
})

// Helpers

const FUNCTIONS = [
  'anthropic',
  'api.rateLimited',
  'api.status',
  'at',
  'during',
  'forever',
  'healthy',
  'limits',
  'mix',
].concat(['provider', 'reset', 'scenario', 'silence', 'times', 'when'])
const NAMES = FUNCTIONS.filter((name) => !name.includes('.'))
const PREAMBLE = `import { ${NAMES.join(', ')} } from 'firedrill'; const api = anthropic();\n`
const CALLS = [
  'reset()',
  'api.overloaded()',
  'when({ call: 0 }, reset())',
  'api',
  '[1, reset()]',
  '-1',
  "'12m'",
  'undefined',
]
const WORDS = ['const', 'a', '=', '[', ']', '{', '}', '(', ')', ',', ':', '.', '1', "'x'", 'api', ...CALLS]
