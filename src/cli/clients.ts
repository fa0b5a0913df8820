/** The client of a command line: the file that it names, or the official SDK of the API. */
import type { Client } from '../drill/client.ts'
import type { ProviderData } from '../provider/provider.ts'
import type { Item } from '../scenario/step.ts'
import { findClient } from './find.ts'
import { type Handlers, loadClient } from './load.ts'

/** A client, with the handlers that its file exports. */
export interface LoadedClient {
  readonly client: Client
  readonly healthy: Handlers
}

/** What a default client is to be drilled through: it streams where that has something to show to one that streams. */
export interface Drilled {
  readonly name: string
  readonly provider: ProviderData
  readonly script: readonly Item[]
}

/**
 * The client in this file; for null, the official SDK that speaks to the API of what is drilled.
 *
 * @throws FiredrillError (`wrong-use`) for a file that is missing or no client, and for an API without a default client.
 */
export async function clientOf(named: string | null, drilled: Drilled, cwd: string): Promise<LoadedClient> {
  if (named !== null) return await loadClient(findClient(named, cwd), named)
  const { defaultClient } = await import('./default-client/default-client.ts')
  return { client: await defaultClient(drilled), healthy: {} }
}

/** Where the source of a client lies, by the client's name, as reports take it. */
export function clientFiles(name: string | undefined, file: string | null): Readonly<Record<string, string>> {
  return name === undefined || file === null ? {} : { [name]: file }
}

/** The part of a command that names the client. */
export function clientFlag(named: string | null): string[] {
  return named === null ? [] : ['--client', named]
}

/** The part of a command that names the API in whose words a scenario is told. */
export function providerFlag(provider: string | null): string[] {
  return provider === null ? [] : ['--provider', provider]
}
