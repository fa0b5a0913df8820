/** A scenario: the failure sequence, as frozen data. */
import type { ProviderData } from '../provider/provider.ts'
import type { Item } from './step.ts'

/** When calls are made: so many, so far apart, and given up after so long. */
export interface Calls {
  readonly count: number
  /** From one call's start to the next. */
  readonly everyMs: number
  /** The caller aborts a call this long after it began; null: never. */
  readonly abortAfterMs: number | null
}

/** The failure sequence. Frozen and JSON-serialisable: it prints as source, parses back, compares and shrinks. */
export interface Scenario {
  readonly name: string
  readonly description: string
  readonly provider: ProviderData
  readonly script: readonly Item[]
  /** Null: a call at 0, and another after each window until one has started in the healed world. */
  readonly calls: Calls | null
  /** The failures and rules it is about, such as `F1`, `R2`. */
  readonly covers: readonly string[]
}
