/** A kept failure, drilled again. */
import { type Client, completeClient } from '../drill/client.ts'
import { type DrillOptions, drill } from '../drill/drill.ts'
import { wrongUse } from '../errors.ts'
import { allProperties } from '../property/all.ts'
import type { Property } from '../property/property.ts'
import { realNowMs } from '../realm/real-time.ts'
import type { Run } from '../report/run.ts'
import type { KeptFailure } from './kept.ts'
import { drillLimits } from './limits.ts'

/**
 * Drills a kept failure again, within the limits that it was found with, and judges it by the property that it broke.
 *
 * @param properties Where that property is found. Default: all that come with the package.
 * @throws FiredrillError (`wrong-use`) for a property that isn't among them, and as a drill does.
 */
export async function replayed(
  { scenario, seed, limits, property: id }: KeptFailure,
  client: Client,
  options: DrillOptions = {},
  properties: readonly Property[] = allProperties(),
): Promise<Run> {
  const property = properties.find((one) => one.id === id)
  if (property === undefined) {
    const why = `it broke the property "${id}", which is none of firedrill's`
    throw wrongUse('replay the kept failure', why, 'Replay it with explore(client, { properties, kept }) in your tests')
  }
  const startMs = realNowMs()
  const all = drillLimits({ ...limits, ...options.limits }, completeClient(client).contract)
  const trace = await drill(scenario, client, { ...options, seed, limits: all })
  const wallMs = Math.round(realNowMs() - startMs)
  return { scenario, trace, results: [property.check(trace)], required: [id], wallMs }
}
