/** Which API a client speaks to, found out by letting it speak. */
import type { Client } from '../drill/client.ts'
import { type DrillOptions, drill } from '../drill/drill.ts'
import { hostCovers } from '../drill/host-rules.ts'
import { wrongUse } from '../errors.ts'
import { healthy } from '../fault/healthy.ts'
import type { ProviderData } from '../provider/provider.ts'
import { scenario } from '../scenario/scenario.ts'
import { attempts } from '../trace/view.ts'
import { type Subject, subjectOf } from './subject.ts'

/**
 * The first of these providers that the client speaks to: it is called once in a world in which every host answers, and
 * its requests are looked at. A provider without hosts is the one for a client that speaks to none of the others.
 *
 * @throws FiredrillError (`wrong-use`) for a client that sends nothing, or speaks to none of them.
 */
export async function providerOf(
  client: Client | Subject,
  providers: readonly ProviderData[],
  options: DrillOptions = {},
): Promise<ProviderData> {
  const subject = subjectOf(client)
  const addresses = await addressesOf(subject, providers, options)
  const found = addresses.flatMap((address) => providers.find((provider) => isAt(provider, address)) ?? [])[0]
  const provider = found ?? providers.find(({ hosts }) => hosts.length === 0)
  if (provider !== undefined) return provider
  const known = providers.map(({ name, hosts }) => `${name} at ${hosts.join(', ')}`).join('; ')
  const tried = [...new Set(addresses.map(({ host }) => host))].join(', ')
  throw wrongUse(
    `audit "${subject.name}"`,
    `it speaks to ${tried}, and the scenarios are about ${known}`,
    'Check its base URL, or give scenarios whose provider names its host',
  )
}

/** Where the client sends its requests when one call is made. */
async function addressesOf(
  subject: Subject,
  providers: readonly ProviderData[],
  options: DrillOptions,
): Promise<URL[]> {
  const world = scenario({
    name: 'whose-client',
    description: 'Every host answers.',
    provider: { name: providers[0]?.name ?? 'json', hosts: [] },
    script: [healthy()],
    calls: { count: 1 },
  })
  const trace = await drill(world, await subject.clientFor(world), { limits: LIMITS, ...options })
  return attempts(trace).map(({ url }) => new URL(url))
}

/** Whether a request to this address is one to the provider. */
function isAt({ hosts }: ProviderData, { hostname, port, protocol }: URL): boolean {
  const usual = protocol === 'http:' ? 80 : 443
  return hosts.some((pattern) => hostCovers(pattern, { host: hostname, port: port === '' ? usual : Number(port) }))
}

/** An answer in another dialect may be no answer to the client: a few attempts tell enough. */
const LIMITS = { attempts: 10, virtualTime: '1h' } as const
