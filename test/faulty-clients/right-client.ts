/** A client that keeps all rules, and what is unusual about it. */
import type { ClientDefinition } from 'firedrill'
import type { WorldName } from './worlds.ts'
import type { Style } from './wrong-client.ts'

/** A client that no judge may accuse. */
export interface RightClient {
  readonly name: string
  /** The settings that are high, or out of the ordinary, and legitimate. */
  readonly settings: string
  readonly style: Style
  readonly client: ClientDefinition
  /** The worlds that are for its kind, besides those for all. */
  readonly also?: readonly WorldName[]
}
