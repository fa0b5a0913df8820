/** The failover pack as a job: each dialect's sixteen scenarios against the official SDK of that dialect. */
import { readdirSync } from 'node:fs'
import { allProperties, drill, type Scenario } from 'firedrill'
import { defaultClient } from '../src/cli/default-client/default-client.ts'

/** How many scenarios a pack has: those of Failover Bench's published catalogue. */
export const PACK = 16

const DIRECTORY = new URL('../scenarios/failover/', import.meta.url)

/** One run of a dialect's pack, one drill after another, each judged by every property. */
export async function pack(dialect: 'anthropic' | 'openai'): Promise<() => Promise<void>> {
  const files = readdirSync(DIRECTORY).filter((file) => file.startsWith(`${dialect}-`))
  if (files.length !== PACK) throw new Error(`the pack of ${dialect} has ${files.length} scenarios`)
  // What SDKs log of a malformed chunk is no part of the figure.
  console.error = () => undefined
  return async () => {
    for (const file of files) {
      const { default: scenario } = (await import(new URL(file, DIRECTORY).href)) as { default: Scenario }
      const trace = await drill(scenario, await defaultClient(scenario))
      for (const property of allProperties()) property.check(trace)
      if (trace.limit !== null) throw new Error(`${scenario.name} came to the limit of ${trace.limit.limit}`)
    }
  }
}
