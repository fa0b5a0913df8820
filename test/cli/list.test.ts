/** `firedrill list`: the gallery, and what else there is to choose from. */
import { expect, test } from 'vitest'
import { allProperties } from '../../src/property/all.ts'
import { fire, run } from './helpers.ts'

test('the gallery, by failure; --list of run is the same', async () => {
  const { exitCode, stdout } = await fire(['list'])
  expect([...stdout.matchAll(/^F(\d+) {2}\w/gm)].map(([, row]) => Number(row))).toEqual(
    Array.from({ length: 21 }, (_, index) => index + 1),
  )
  expect(exitCode).toBe(0)
  expect((await fire(['run', '--list'])).stdout).toBe(stdout)
  const short = await run(['--list'])
  expect(short.stdout).toBe(stdout.replace('npx firedrill run ', 'npx tsx run-scenario '))
})

test('a failure, a rule, an API, and what they have in common', async () => {
  const byFailure = await listOf('F4')
  expect(byFailure.length).toBeGreaterThan(3)
  for (const { covers } of byFailure) expect(covers).toContain('F4')
  const byRule = await listOf('r5')
  expect(await listOf('honours-retry-after')).toEqual(byRule)
  const byBoth = await listOf('F4', 'R5', 'openai')
  expect(byBoth.length).toBeGreaterThan(0)
  for (const one of byBoth) expect(byRule.filter(({ provider }) => provider === 'openai')).toContainEqual(one)
})

test('the rules with what they claim', async () => {
  const { stdout } = await fire(['list', 'rules'])
  for (const { rule, id } of allProperties()) expect(stdout).toMatch(new RegExp(`^${rule} +${id}$`, 'm'))
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  const [first] = JSON.parse((await fire(['list', 'rules', '--json'])).stdout)
  expect(first).toEqual({ rule: 'R1', id: 'retries-transient', claim: allProperties()[0]!.claim })
})

test('the failures, and the faults that scripts are made of', async () => {
  expect((await fire(['list', 'failures'])).stdout).toMatch(/^F1 {3}server error 500\nF2 {3}/)
  const { stdout } = await fire(['list', 'faults'])
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/^Every API status, healthy, reset, .* anthropic\(\) .*overloaded 529/)
})

test.each([
  ['F22', '"F22" is none of the lists. '],
  ['rulse', '"rulse" is none of the lists. Try rules.'],
  ['antropic', '"antropic" is none of the lists. Try anthropic.'],
  ['F13 R5 gemini', 'no scenario of the gallery is about F13 and R5 and gemini. Leave a word out.'],
])('%s is exit code 2', async (words, message) => {
  const { exitCode, stdout, stderr } = await fire(['list', ...words.split(' ')])
  expect(stderr).toContain(`Failed to read the command line: ${message}`)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
})

interface Row {
  readonly name: string
  readonly provider: string
  readonly covers: readonly string[]
}

async function listOf(...what: string[]): Promise<Row[]> {
  return JSON.parse((await fire(['list', ...what, '--json'])).stdout) as Row[]
}
