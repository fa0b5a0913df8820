/** What the judges say of these clients and shouldn't, or don't say and should: each entry fails once it is cured. */
import type { RuleId } from 'firedrill'
import type { WorldName } from './worlds.ts'

/** A verdict that is known to be wrong. */
export interface Deviation {
  /** The client, by its name in the matrix. */
  readonly client: string
  readonly rule: RuleId
  /** `accused`: it is right, and is said to be wrong. `missed`: it is wrong, and nobody says so. */
  readonly kind: 'accused' | 'missed'
  /** The worlds in which that happens. */
  readonly worlds: readonly WorldName[]
  readonly reason: string
}

/** Every verdict that is known to be wrong. */
export const DEVIATIONS: readonly Deviation[] = []
