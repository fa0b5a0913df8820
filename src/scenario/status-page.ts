/** `statusPage({ … })`: a second host that says how the API is, on a timeline of its own. */
import { type Duration, durationMs, durationSource } from '../duration.ts'
import { wrongUse } from '../errors.ts'
import { type Definition, make } from '../fault/definition.ts'
import { durationField, type Field } from '../fault/field.ts'
import { isRecord, named, refuseUnknown } from '../fault/options.ts'
import { checkedHost } from '../provider/api.ts'
import { list, literal, object } from '../source.ts'
import type { PageChange, StatusPage } from './step.ts'

/** One change of what the page says. */
export interface PageChangeOption {
  /** When, counted from the beginning of the drill. */
  at: Duration
  /** What it says from then on. */
  indicator: PageChange['indicator']
}

/** The options of a status page. */
export interface StatusPageOptions {
  /** Its host, such as `status.example.com`. */
  host: string
  /** What it says, and from when on. Before the first change: `none`, all systems operational. */
  changes: readonly PageChangeOption[]
  /** How much later than that the page really changes. Default: at once. */
  lag?: Duration
}

const INDICATORS: readonly string[] = ['none', 'minor', 'major', 'critical', 'maintenance']

const HOST: Field = {
  option: 'host',
  data: 'host',
  read: (what, value) => checkedHost(what, value),
  source: literal,
}

const CHANGES: Field = {
  option: 'changes',
  data: 'changes',
  read: (what, value) => {
    if (!Array.isArray(value)) throw wrongUse(`make ${what}`, `its changes are ${named(value)}`, 'Give a list')
    const changes = value.map((one) => changeOf(what, one))
    const early = changes.find((change, index) => change.atMs < (changes[index - 1]?.atMs ?? 0))
    if (early === undefined) return Object.freeze(changes)
    const why = `its changes are not in the order of time: ${durationSource(early.atMs)} comes too late in the list`
    throw wrongUse(`make ${what}`, why, 'Put them in the order of time')
  },
  source: (changes: readonly PageChange[]) =>
    list(
      changes.map(({ atMs, indicator }) =>
        object([
          ['at', durationSource(atMs)],
          ['indicator', literal(indicator)],
        ]),
      ),
    ),
}

/** How status pages are checked, printed and read back. */
export const STATUS_PAGE_DEFINITION: Definition = {
  kind: 'statusPage',
  positional: [],
  options: [HOST, CHANGES, durationField('lag', 'lagMs')],
  check: (what, { host, changes }) => {
    const missing = host === undefined ? 'host' : changes === undefined ? 'changes' : null
    if (missing === null) return
    throw wrongUse(`make ${what}`, `it has no ${missing}`, "Give { host: 'status.example.com', changes: [ … ] }")
  },
}

/**
 * A status page in the form of Statuspage, as a second host beside the API: `/api/v2/status.json` and
 * `/api/v2/summary.json`. It may lag, or say what isn't true; reading it is no attempt of a call.
 *
 * @throws FiredrillError (`wrong-use`) for no host, for changes out of order, and for indicators that don't exist.
 */
export function statusPage(options: StatusPageOptions): StatusPage {
  return make(STATUS_PAGE_DEFINITION, options)
}

function changeOf(what: string, value: unknown): PageChange {
  if (!isRecord(value)) throw wrongUse(`make ${what}`, `${named(value)} is no change`, 'Give { at, indicator }')
  // As an option it says `at`, as data `atMs`.
  const { at, atMs = at, indicator, ...unknown } = value
  refuseUnknown(what, unknown)
  if (typeof indicator !== 'string' || !INDICATORS.includes(indicator)) {
    throw wrongUse(`make ${what}`, `there is no indicator ${named(indicator)}`, `Give ${INDICATORS.join(', ')}`)
  }
  return Object.freeze({
    atMs: durationMs(atMs as Duration, `${what}, changes: { at }`),
    indicator: indicator as PageChange['indicator'],
  })
}
