/** Small scenarios and clients that the tests of the engine share. */
import { type Call, healthy, type Item, json, type Scenario, scenario } from 'firedrill'

/** The host of the service in these tests. */
export const HOST = 'api.example.com'

/** The address that the tests' clients ask. */
export const ADDRESS = `https://${HOST}/v1/things`

export const api = json({ hosts: [HOST] })

/** One call through this script. */
export function oneCall(...script: Item[]): Scenario {
  return callsOf({ count: 1 }, ...script)
}

/** So many calls through this script. */
export function callsOf(calls: { count: number; every?: number; abortAfter?: number }, ...script: Item[]): Scenario {
  return scenario({
    name: 'in-a-test',
    description: 'A scenario of one test.',
    provider: api,
    script: script.length === 0 ? [healthy()] : script,
    calls,
  })
}

/** Asks once, and gives the body as JSON. */
export async function ask({ signal }: Pick<Call, 'signal'>): Promise<unknown> {
  const response = await fetch(ADDRESS, { signal })
  return response.json()
}
