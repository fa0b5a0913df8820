/** Exceptions and rejections that nobody caught: those of a drill become events, all others go where they would have gone. */
import { currentPlace, type Realm, runOutside } from '../realm/realm.ts'

/** What a drill does with one of its own. */
export type OnUnhandled = (what: 'rejection' | 'exception', error: unknown, call: number | null) => void

type Listener = (...args: unknown[]) => void

/**
 * Takes over the process's last resorts for the length of a drill. Listeners that a test runner has there would fail the
 * run for what is a finding about the client. Gives the function that puts them back.
 */
export function catchUnhandled(realm: Realm, onUnhandled: OnUnhandled): () => void {
  const restores = [
    takeOver('unhandledRejection', (error, call) => onUnhandled('rejection', error, call), realm),
    takeOver('uncaughtException', (error, call) => onUnhandled('exception', error, call), realm),
  ]
  return () => {
    for (const restore of restores) restore()
  }
}

function takeOver(
  event: 'unhandledRejection' | 'uncaughtException',
  report: (error: unknown, call: number | null) => void,
  realm: Realm,
): () => void {
  const theirs = process.rawListeners(event) as unknown as Listener[]
  const ours: Listener = (error, ...rest) => {
    const place = currentPlace()
    if (place?.realm === realm) report(error, place.call)
    else if (theirs.length > 0) for (const listener of theirs) Reflect.apply(listener, process, [error, ...rest])
    else runOutside(() => failAsNodeDoes(error))
  }
  process.removeAllListeners(event)
  process.on(event as 'uncaughtException', ours)
  return () => {
    process.removeListener(event, ours)
    for (const listener of theirs) process.on(event as 'uncaughtException', listener)
  }
}

/** Without a listener Node prints the error and ends the process with 1. */
function failAsNodeDoes(error: unknown): void {
  console.error(error)
  process.exit(1)
}
