/** A client that is wrong in exactly one way, and where that shows. */
import type { ClientDefinition } from 'firedrill'
import type { WorldName } from './worlds.ts'

/** How a client is built. */
export type Style =
  | 'loop'
  | 'recursion'
  | 'promise chain'
  | 'generator'
  | 'events'
  | 'stream'
  | 'concurrent callers'
  | 'over an SDK'
  | 'over an HTTP library'
  | 'over a policy library'

/** A client that is right but for one thing. */
export interface WrongClient {
  /** What it does wrong, in a few words. */
  readonly name: string
  /** The trap that it fell into, with the thread that tells of it where there is one. */
  readonly trap: string
  readonly style: Style
  /** The worlds in which its rule finds it. */
  readonly shownIn: readonly [WorldName, ...WorldName[]]
  readonly client: ClientDefinition
  /** The API that it speaks. Default: Anthropic's. */
  readonly api?: 'anthropic' | 'openai'
}
