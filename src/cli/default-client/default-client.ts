/** The client when none is named: the official SDK of the scenario's provider, loaded only when it is drilled. */
import type { Client } from '../../drill/client.ts'
import { wrongUse } from '../../errors.ts'
import { isFaultKind } from '../../fault/fault.ts'
import { isStreamFault } from '../../fault/stream.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Item } from '../../scenario/step.ts'

/**
 * The official SDK of this scenario's provider at its defaults. It streams where the scenario has something to show to
 * a client that streams, else it doesn't.
 *
 * @throws FiredrillError (`wrong-use`) for a provider that has no default client, and for an SDK that isn't installed.
 */
export async function defaultClient(scenario: Pick<Scenario, 'name' | 'provider' | 'script'>): Promise<Client> {
  const streams = scenario.script.some(isForStreams)
  const client = await sdkOf(scenario.provider.name, streams)
  if (client !== null) return client as Client
  throw wrongUse(
    `drill a default client through "${scenario.name}"`,
    `there is none that speaks to ${scenario.provider.name}`,
    'Name a client that does: --client FILE',
  )
}

async function sdkOf(provider: string, streams: boolean) {
  switch (provider) {
    case 'anthropic':
      return (await import('./anthropic.ts')).anthropicClient(streams)
    case 'openai':
      return (await installed('openai', () => import('./openai.ts'))).openaiClient(streams)
    case 'gemini':
      return (await installed('@google/genai', () => import('./gemini.ts'))).geminiClient(streams)
    default:
      return null
  }
}

/**
 * Loads a client whose SDK is the user's to install.
 *
 * @throws FiredrillError (`wrong-use`) when it isn't, or can't be loaded.
 */
export async function installed<Loaded>(sdk: string, load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load()
  } catch (error) {
    const { code, message } = Object(error) as { code?: unknown; message?: unknown }
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
    const why = isMissing ? `${sdk} is not installed` : `${sdk} can not be loaded (${String(message).split('\n')[0]})`
    const advice = `Run npm i ${sdk}, or name a client with --client`
    throw wrongUse('make the default client', why, advice, error)
  }
}

/** Whether an item holds a fault of streams, a wait for a first token, or a track of requests that stream. */
function isForStreams(item: Item): boolean {
  if (item.kind === 'when' && item.match.stream === true) return true
  if ('items' in item) return item.items.some(isForStreams)
  if (item.kind === 'mix') return item.shares.some(([, fault]) => isForStreams(fault))
  return isFaultKind(item.kind) && (isStreamFault(item) || (item.kind === 'healthy' && 'firstTokenDelayMs' in item))
}
