/** The application that these suites test, and the worlds that they put it through. */
import { type Call, during, healthy, json, scenario, silence } from 'firedrill'

/** Where the application's API is. */
export const ADDRESS = 'https://api.example.com/v1/things'

const api = json({ hosts: ['api.example.com'] })

/** Half a minute of 500s, then health. */
export const outage = scenario({
  name: 'short-outage',
  description: 'Half a minute of 500s, then health.',
  provider: api,
  script: [during('30s', api.internalError()), healthy()],
})

/** One request is never answered: five seconds for the attempt, and a second to the call that finds health. */
export const hush = scenario({
  name: 'hush',
  description: 'One request is never answered.',
  provider: api,
  script: [silence(), healthy()],
})
/** How long `hush` takes the application. */
export const HUSH_MS = 6000

/** Two 500s, then the user's own handlers. */
export const handled = scenario({
  name: 'handled',
  description: 'Two failures before the handlers of the suite.',
  provider: api,
  script: [api.internalError(), api.internalError(), healthy('own')],
})

/** Asks, and asks again after one and two seconds; gives an attempt five seconds. */
export async function patient({ signal }: Pick<Call, 'signal'>): Promise<unknown> {
  for (let waitMs = 1000; ; waitMs *= 2) {
    const response = await fetch(ADDRESS, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) })
    if (response.ok) return await response.json()
    await response.body?.cancel()
    const { status, headers } = response
    if (waitMs > 2000) throw Object.assign(new Error('no answer'), { status, headers })
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
}

/** Sends everything again at once. */
export async function hasty({ signal }: Pick<Call, 'signal'>): Promise<unknown> {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(ADDRESS, { signal })
    if (response.ok) return await response.json()
    const { status, headers } = response
    await response.body?.cancel()
    if (attempt === 2) throw Object.assign(new Error('no answer'), { status, headers })
  }
}

/** How long a wait of a second takes by each clock. */
export async function oneSecond(): Promise<Record<string, number>> {
  const read = () => ({
    date: Date.now(),
    performance: performance.now(),
    hrtime: Number(process.hrtime.bigint()) / 1e6,
  })
  const before = read()
  await new Promise((resolve) => setTimeout(resolve, 1000))
  await new Promise((resolve) => setImmediate(resolve))
  const after = read()
  return {
    date: after.date - before.date,
    performance: after.performance - before.performance,
    hrtime: after.hrtime - before.hrtime,
  }
}
