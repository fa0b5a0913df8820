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
export const DEVIATIONS: readonly Deviation[] = [
  ...[
    'chain',
    'a budget for each link',
    'never back on the first link',
    'no next link for a 429',
    'the next link for any error',
  ].map((client) => ({
    client,
    rule: 'R3',
    kind: 'accused' as const,
    worlds: ['connections-fail' as const],
    reason:
      'A request that never reached the service has no known model, so that a step to the next link, which may come at ' +
      'once, is taken for a retry on the same link.',
  })),
  {
    client: 'agent',
    rule: 'R1',
    kind: 'accused',
    worlds: ['outage', 'down-for-good', 'limited-for-good', 'callers-together', 'connections-fail'],
    reason:
      'Its two requests have three retries each, six a call, as declared. The first request fails for good after three, ' +
      'and nothing is left for it.',
  },
  {
    client: 'paid retries',
    rule: 'R1',
    kind: 'accused',
    worlds: [
      'short-failures',
      'outage',
      'down-for-good',
      'limited-for-good',
      'hints',
      'connections-fail',
      'masked-limit',
    ],
    reason: 'Another retry would break the budget over all calls, which is declared as `amplification`.',
  },
  {
    client: 'waits cut down to a second',
    rule: 'R3',
    kind: 'missed',
    worlds: ['outage'],
    reason: 'Waits that stay the same are taken for growing ones whose jitter made them shorter, however often.',
  },
  {
    client: 'an answer made of the error',
    rule: 'R13',
    kind: 'missed',
    worlds: ['outage'],
    reason:
      'What `String(error)` says, "Error: the API answered 529", is shown, and nobody knows it for the text of an error.',
  },
]
