/** A call as a walk along its declared chain: which link each attempt stood on, one after the other. */
import type { Contract } from '../contract/contract.ts'
import type { Fallback, Link } from '../contract/fallback.ts'
import { like } from '../like.ts'
import type { AttemptView, CallView } from '../trace/view.ts'
import { succeeded } from './failure.ts'
import { hostAndPath, isRefresh, isVisibleBefore, type Retry, retries } from './retry.ts'

/** An attempt, and the place in the chain of the link that it stands on. */
export interface Stop {
  readonly attempt: AttemptView
  readonly link: number
}

/** One request of a call on its way along the chain, up to the success that ends it. */
export interface Walk {
  readonly call: CallView
  /** True for the first of its call: only that one owes to begin at the head. */
  readonly isFirst: boolean
  readonly stops: readonly Stop[]
}

/**
 * The walks of a call; a new one begins with the attempt after a success. Attempts that match no link belong to none.
 * A call of which an attempt can't be told (it never reached the service, so that nobody knows its model, and more than
 * one link could be meant) has no walks: nothing is said about it.
 */
export function walksOf(call: CallView, chain: readonly Link[]): Walk[] {
  const walks: Stop[][] = []
  let last: Stop | null = null
  for (const attempt of call.attempts) {
    const places = chain.flatMap((link, place) => (isOn(attempt, link) ? [place] : []))
    if (!attempt.received && places.length > 1 && !isSame(places, chain)) return []
    const isNew: boolean = last === null || (succeeded(last.attempt) && isVisibleBefore(last.attempt, attempt))
    const link = placed(places, isNew ? null : (last?.link ?? null))
    if (link === null) continue
    last = { attempt, link }
    if (isNew) walks.push([])
    walks.at(-1)!.push(last)
  }
  return walks.map((stops, index) => ({ call, isFirst: index === 0, stops }))
}

/** Each step of a walk: a stop, and the next one. */
export function stepsOf({ stops }: Walk): [from: Stop, to: Stop][] {
  return stops.slice(1).map((to, index) => [stops[index]!, to])
}

/** Whether an attempt may stand on a link; one that never reached the service only told its host. */
export function isOn(attempt: AttemptView, { model, host }: Link): boolean {
  if (host !== null && !hosts(attempt.url).some((name) => like(host.toLowerCase(), name))) return false
  return model === null || !attempt.received || like(model, attempt.model)
}

/** A link as its declaration names it: `claude-opus-4-7`, `claude-opus-4-7 at api.example.com`. */
export function linkName({ model, host }: Link): string {
  if (model === null) return host ?? ''
  return host === null ? model : `${model} at ${host}`
}

/** The host of a request, with its port where the URL names one. */
export function hostOf(url: string): string {
  return (/^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1] ?? url).toLowerCase()
}

/**
 * Whether nobody can tell a retry from a step to another link: one of the two requests never arrived, so that its model
 * isn't known, and its call is known to have several at that place, by what it declares or by what it sent.
 */
export function mayBeStep(a: AttemptView, b: AttemptView, { attempts }: CallView, fallback: Fallback | null): boolean {
  const unseen = [a, b].find(({ received }) => !received)
  if (unseen === undefined) return false
  const there = attempts.filter(({ received, url }) => received && hostAndPath(url) === hostAndPath(unseen.url))
  if (new Set(there.map(({ model }) => model)).size > 1) return true
  const chain = fallback?.chain ?? []
  const places = chain.flatMap((link, place) => (isOn(unseen, link) ? [place] : []))
  return places.length > 1 && !isSame(places, chain)
}

/**
 * The retries of a call that its own count (`retries`) is charged with: neither a step to another link of the declared
 * chain, nor a retry on a link that declares a count of its own, nor a declared refresh of the credential. What may be
 * any of these is charged only where the chain can't account for so many.
 */
export function chargedRetries(call: CallView, { fallback, refreshesCredential }: Contract): Retry[] {
  const charged = fallback === null ? retries(call) : chargedAlong(fallback, call)
  const refresh = refreshesCredential ? charged.find(({ before, after }) => isRefresh(before, after)) : undefined
  return charged.filter((retry) => retry !== refresh)
}

function chargedAlong(fallback: Fallback, call: CallView): Retry[] {
  const { chain } = fallback
  const links = new Map<AttemptView, number>()
  for (const { stops } of walksOf(call, chain)) for (const { attempt, link } of stops) links.set(attempt, link)
  let spared = chain.reduce((sum, link) => sum + (link.retries ?? 0), chain.length - 1)
  return retries(call).filter(({ before, after }) => {
    const from = links.get(before)
    const to = links.get(after)
    if (from !== undefined && to !== undefined) return from === to && chain[to]!.retries === null
    return !mayBeStep(before, after, call, fallback) || spared-- <= 0
  })
}

/** The retries that a walk makes on the links that it stands on; a declared refresh of the credential is none. */
export function linkRetries(walk: Walk, { refreshesCredential }: Contract): Stop[] {
  const again = stepsOf(walk).filter(([from, to]) => from.link === to.link)
  const refresh = refreshesCredential ? again.find(([from, to]) => isRefresh(from.attempt, to.attempt)) : undefined
  return again.filter((step) => step !== refresh).map(([, to]) => to)
}

/** Where an attempt stands: where the walk is, else further on, else back. A chain may name one link twice. */
function placed(places: readonly number[], current: number | null): number | null {
  if (current === null) return places[0] ?? null
  if (places.includes(current)) return current
  return places.find((place) => place > current) ?? places.at(-1) ?? null
}

/** True when all of these places are one link, named more than once. */
function isSame(places: readonly number[], chain: readonly Link[]): boolean {
  return new Set(places.map((place) => JSON.stringify([chain[place]!.model, chain[place]!.host]))).size === 1
}

function hosts(url: string): string[] {
  const host = hostOf(url)
  return [host, host.replace(/:\d+$/, '')]
}
