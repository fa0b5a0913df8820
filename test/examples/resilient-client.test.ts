/** The reference client keeps all 22 rules, in worlds that put every one of them to the test. */
import { readdirSync, readFileSync } from 'node:fs'
import { allProperties, drill, type PropertyResult, type Scenario } from 'firedrill'
import { describe, expect, test } from 'vitest'
import client, { resilientClient } from '../../examples/resilient-client.ts'
import { WORLDS } from './worlds.ts'

const RULES = Array.from({ length: 22 }, (_, index) => `R${index + 1}`)

/** As it is by default, and with a reader who is shown each piece of an answer at once. */
const CLIENTS = [client, resilientClient({ readsAlong: true })]

/** What was held in any of the worlds. */
const held = new Set<string>()

describe.each(CLIENTS)('the $name', (one) => {
  test.each(WORLDS)('keeps every rule in the world "$name"', async (world) => {
    const results = await judged(world, one)
    for (const { rule, verdict } of results) if (verdict === 'held') held.add(rule)
    expect(violations(results)).toEqual([])
  })
})

test('every rule was put to the test in these worlds', () => {
  expect([...held].toSorted(byNumber)).toEqual(RULES)
})

test.each([2, 3])('chance makes no difference: seed %i', async (seed) => {
  for (const world of WORLDS) expect(violations(await judged(world, client, seed)), world.name).toEqual([])
})

test('what an application copies knows nothing of firedrill', () => {
  const folder = new URL('../../examples/resilient-client/', import.meta.url)
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))
  const packages = sources.flatMap((text) => [...text.matchAll(/ from '([^.'][^']*)'/g)].map(([, name]) => name))
  expect([...new Set(packages)].toSorted()).toEqual([
    '@anthropic-ai/sdk',
    '@anthropic-ai/sdk/lib/MessageStream',
    'cockatiel',
    'node:timers/promises',
  ])
})

// Helpers

async function judged(world: Scenario, one: typeof client, seed = 1): Promise<PropertyResult[]> {
  const trace = await drill(world, one, { seed })
  expect(trace.limit).toBeNull()
  return allProperties().map((property) => property.check(trace))
}

function violations(results: readonly PropertyResult[]): string[] {
  return results.flatMap(({ rule, verdict, message }) => (verdict === 'violated' ? [`${rule}: ${message}`] : []))
}

function byNumber(left: string, right: string): number {
  return Number(left.slice(1)) - Number(right.slice(1))
}
