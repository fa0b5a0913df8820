/** The reference client, drilled through every scenario of the gallery that speaks its dialect: nothing is violated. */
import { readdirSync } from 'node:fs'
import { allProperties, drill, type Scenario } from 'firedrill'
import { expect, test } from 'vitest'
import client from '../../examples/resilient-client.ts'

const directory = new URL('../../scenarios/', import.meta.url)
const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const scenarios = await Promise.all(files.map(load))

test.each(scenarios.filter(({ provider }) => provider.name === 'anthropic'))(
  'keeps every rule in $name',
  async (one) => {
    const trace = await drill(one, client)
    const results = allProperties().map((property) => property.check(trace))
    const violated = results.filter(({ verdict }) => verdict === 'violated')
    const messages = violated.map(({ message }) => message).join('\n')
    expect(
      violated.map(({ rule }) => rule),
      messages,
    ).toEqual([])
    expect(trace.limit).toBeNull()
  },
)

// Helpers

async function load(file: string): Promise<Scenario> {
  const { default: scenario } = (await import(new URL(file, directory).href)) as { default: Scenario }
  return scenario
}
