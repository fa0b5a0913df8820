/** `when(match, …)`: a track of its own for the requests that match. */
import { wrongUse } from '../errors.ts'
import { isConnectionFault } from '../fault/connection.ts'
import { sendableHeaders } from '../fault/header.ts'
import { named, plainOptions, refuseUnknown } from '../fault/options.ts'
import { someItems } from './items.ts'
import type { Item, Match, When } from './step.ts'

/**
 * A track beside the others: serves the requests that match, in its own order, until it is spent. The first track that
 * matches and has something to serve, serves.
 *
 * @param match What a request must look like, in all of its parts: `{ model: 'claude-opus-*' }`. `*` stands for anything.
 * @throws FiredrillError (`wrong-use`) for a match that says nothing or can't be read, and for no items.
 */
export function when(match: Match, ...items: readonly Item[]): When {
  const what = 'when({ … }, …)'
  const checked = checkedMatch(what, match)
  if (!knownBeforeConnecting(checked) && items.some(holdsConnectionFault)) {
    const why = 'a connection fails before anyone can read a model, a header, a key, a stream flag or a body'
    throw wrongUse(`make ${what}`, why, 'Match such faults by host, path or call')
  }
  const rules = { parallel: true, repeats: false, endless: true }
  return Object.freeze({ kind: 'when', match: checked, items: someItems(what, items, rules) })
}

/** Whether a match asks only for what is known before a connection stands: host, path and call. */
export function knownBeforeConnecting({ model, header, key, stream, body }: Match): boolean {
  return [model, header, key, stream, body].every((part) => part === undefined)
}

function holdsConnectionFault(item: Item): boolean {
  if (typeof item !== 'object' || item === null) return false
  if ('items' in item) return item.items.some(holdsConnectionFault)
  if (item.kind === 'mix') return item.shares.some(([, fault]) => isConnectionFault(fault))
  return isConnectionFault(item)
}

function checkedMatch(what: string, match: Match): Match {
  const { model, path, host, header, key, stream, body, call, ...unknown } = plainOptions(what, match)
  refuseUnknown(what, unknown)
  for (const [name, value] of Object.entries({ model, path, host, key, body })) {
    if (value === undefined || (typeof value === 'string' && value !== '')) continue
    throw wrongUse(`make ${what}`, `its ${name} is ${named(value)}`, "Give a text; '*' stands for anything")
  }
  if (stream !== undefined && typeof stream !== 'boolean') {
    throw wrongUse(`make ${what}`, `its stream is ${named(stream)}`, 'Give true or false')
  }
  if (call !== undefined && !(Number.isInteger(call) && call >= 0)) {
    throw wrongUse(`make ${what}`, `its call is ${named(call)}`, 'Give the index of a call: 0, 1, 2…')
  }
  const given = {
    ...(model === undefined ? {} : { model }),
    ...(path === undefined ? {} : { path }),
    ...(host === undefined ? {} : { host }),
    ...(header === undefined ? {} : { header: lowerCaseNames(what, header) }),
    ...(key === undefined ? {} : { key }),
    ...(stream === undefined ? {} : { stream }),
    ...(body === undefined ? {} : { body }),
    ...(call === undefined ? {} : { call: call === 0 ? 0 : call }),
  }
  if (Object.keys(given).length > 0) return Object.freeze(given)
  throw wrongUse(`make ${what}`, 'its match says nothing', 'Say what a request must look like, or leave out when')
}

function lowerCaseNames(what: string, header: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(sendableHeaders(what, header)).map(([name, value]) => [name.toLowerCase(), value])
  if (entries.length === 0) throw wrongUse(`make ${what}`, 'its header names none', "Give { 'x-tier': 'batch' }")
  return Object.freeze(Object.fromEntries(entries))
}
