/** The action: valid, safe from what its inputs hold, and right about what firedrill answers. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validateAction } from '@action-validator/core'
import { describe, expect, test } from 'vitest'
import { ASK } from '../cli/helpers.ts'
import { action, runAction, textOf } from './step.ts'

test('is valid by the schema of actions', () => {
  expect(validateAction(textOf('action.yml')).errors).toEqual([])
  expect(validateAction(textOf('action.yml').replace('using: composite', 'using: magic')).errors).not.toEqual([])
})

test('no script has an expression in it, as that would be pasted into the code', () => {
  const scripts = action.runs.steps.flatMap(({ run }) => run ?? [])
  expect(scripts).toHaveLength(1)
  expect(scripts.filter((script) => script.includes('${{'))).toEqual([])
})

test('every input is used, and every output is set', () => {
  const text = textOf('action.yml')
  for (const name of Object.keys(action.inputs)) expect(text).toContain(`{{ inputs.${name} `)
  for (const [name, { value }] of Object.entries(action.outputs)) {
    expect(value).toBe(`\${{ steps.firedrill.outputs.${name} }}`)
    expect(text).toContain(`output ${name} `)
  }
})

describe.skipIf(process.platform === 'win32')('the step', () => {
  test('hands each line on as one argument, whatever is in it', () => {
    const { log, exitCode } = runAction(
      {
        client: '  ./src/my ask.ts\n\n./b.ts; echo $(touch broken)\n',
        scenarios: 'rate-*\n\'quoted\' "twice" $HOME',
        args: '--seed\n7',
      },
      fake(0),
    )
    expect(argumentsIn(log)).toEqual([
      ...['audit', 'rate-*', '\'quoted\' "twice" $HOME'],
      ...['--client', './src/my ask.ts', '--client', './b.ts; echo $(touch broken)'],
      ...['--save', 'firedrill-report/scorecard.json'],
      ...['--report', 'junit=firedrill-report/junit.xml', '--report', 'html=firedrill-report/report.html'],
      ...['--report', 'markdown=firedrill-report/report.md', '--report', 'json=firedrill-report/report.json'],
      ...['--report', 'github=firedrill-report/annotations.txt', '--seed', '7'],
    ])
    expect(exitCode).toBe(0)
  })

  test('inputs are never code', () => {
    const evil = '"; touch broken; $(touch broken) `touch broken` \'; touch broken #'
    const inputs = { client: evil, scenarios: evil, args: evil, baseline: evil, reports: 'r', command: 'run' }
    expect(readdirSync(runAction(inputs, fake(0)).directory)).not.toContain('broken')
    for (const name of ['command', 'version']) {
      const { exitCode, log, outputs, directory } = runAction({ [name]: evil }, fake(0))
      expect({ exitCode, outputs }).toEqual({ exitCode: 2, outputs: { verdict: 'error' } })
      expect(log).toContain(`::error title=firedrill::Failed to start firedrill: the input ${name} is n`)
      expect(readdirSync(directory)).not.toContain('broken')
    }
  })

  test.each([
    [0, 'pass'],
    [1, 'fail'],
    [2, 'error'],
    [3, 'inconclusive'],
    [130, 'error'],
  ])('an exit code of %i is %s, and is handed on', (code, verdict) => {
    const { exitCode, outputs } = runAction({}, fake(code))
    expect(exitCode).toBe(code)
    expect(outputs).toMatchObject({ verdict, reports: './firedrill-report' })
  })

  test('what is printed while drilling is no command; annotations come after it', () => {
    const { log } = runAction({}, fake(1))
    const [, token] = /^::stop-commands::(\S{36})$/m.exec(log)!
    const order = [
      `::stop-commands::${token}`,
      '::set-output name=a::from the client',
      `::${token}::`,
      '::error::annotated',
    ]
    const places = order.map((line) => log.split('\n').indexOf(line))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((left, right) => left - right))
  })

  test('annotations of an earlier run are not shown again', () => {
    const files = { ...fake(2, false), 'firedrill-report/annotations.txt': '::error::old\n' }
    expect(runAction({}, files).log).not.toContain('::error::old')
  })

  test('a baseline is handed on where there is one, and missed where there is none', () => {
    const files = { ...fake(0), 'scorecard.json': '{}' }
    expect(argumentsIn(runAction({ baseline: 'scorecard.json' }, files).log).join(' ')).toContain(
      '--baseline scorecard.json',
    )
    const { log, exitCode } = runAction({ baseline: 'scorecard.json' }, fake(0))
    expect(argumentsIn(log)).not.toContain('--baseline')
    expect(log).toContain('::notice title=firedrill::There is no baseline yet')
    expect(exitCode).toBe(0)
  })

  test('a project without firedrill is told to install it', () => {
    const absent = { 'node_modules/.bin/firedrill': '#!/usr/bin/env bash\nexit 127\n' }
    const { exitCode, log, outputs } = runAction({}, absent)
    expect({ exitCode, outputs }).toEqual({ exitCode: 2, outputs: { verdict: 'error' } })
    expect(log).toContain('it is not installed. Run npm ci in a step before')
  })

  test('a client that gives up at once fails for real, with every report', () => {
    const inputs = { command: 'run', client: 'src/ask.mjs', scenarios: 'outage', 'working-directory': 'app' }
    const { exitCode, log, outputs, summary, directory } = runAction(inputs, { 'app/src/ask.mjs': ASK })
    expect(log).toContain('FAIL')
    expect(exitCode).toBe(1)
    expect(outputs).toEqual({ verdict: 'fail', reports: 'app/firedrill-report' })
    expect(log).toMatch(/^::error file=app\/src\/ask\.mjs,title=firedrill%3A R1 /m)
    expect(summary).toMatch(/^## ✗ fail: ask through outage\n/)
    const reports = join(directory, 'app/firedrill-report')
    expect(readdirSync(reports).toSorted()).toEqual(REPORTS)
    expect(readFileSync(join(reports, 'junit.xml'), 'utf8')).toContain('<failure type="violated"')
  }, 120_000)

  test('an audit writes a scorecard, and passes against itself', () => {
    const inputs = { client: 'ask.mjs', scenarios: 'outage\nrate-limited', baseline: 'firedrill-report/scorecard.json' }
    const first = runAction(inputs, { 'ask.mjs': ASK })
    expect(first.exitCode).toBe(1)
    expect(first.outputs).toEqual({
      verdict: 'fail',
      reports: './firedrill-report',
      scorecard: './firedrill-report/scorecard.json',
    })
    const scorecard = readFileSync(join(first.directory, 'firedrill-report/scorecard.json'), 'utf8')
    const second = runAction({ ...inputs, baseline: 'baseline.json' }, { 'ask.mjs': ASK, 'baseline.json': scorecard })
    expect(second.exitCode).toBe(0)
    expect(second.outputs).toMatchObject({ verdict: 'pass' })
    expect(second.summary).toContain('Nothing: every rule came to what it came to before.')
    expect(second.log).toMatch(/^::warning file=ask\.mjs,/m)
    expect(second.log).not.toMatch(/^::error/m)
  }, 120_000)
})

/** Of npx, what the step needs, without its second of thought. */
const NPX = `#!/usr/bin/env bash
while [ "$1" != -- ]; do shift; done
exec "node_modules/.bin/$2" "\${@:3}"
`
const REPORTS = ['annotations.txt', 'junit.xml', 'report.html', 'report.json', 'report.md']

/** A firedrill that prints its arguments, speaks as a client might, annotates, and ends with this code. */
function fake(code: number, annotates = true): Readonly<Record<string, string>> {
  const script = `#!/usr/bin/env bash
if [ "$*" = --version ]; then exit 0; fi
for one in "$@"; do echo "argument: $one"; done
echo '::set-output name=a::from the client' >&2
${annotates ? "mkdir -p firedrill-report; echo '::error::annotated' > firedrill-report/annotations.txt" : ''}
exit ${code}
`
  return { 'node_modules/.bin/firedrill': script, 'bin/npx': NPX }
}

function argumentsIn(log: string): string[] {
  return [...log.matchAll(/^argument: (.*)$/gm)].map(([, one]) => one!)
}
