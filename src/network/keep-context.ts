/**
 * What a request's stack tells of it runs in the context of the request's creator. A connection that is kept speaks in the
 * context of whoever opened it: a client that retries in a handler would retry for another call.
 */
import { AsyncResource } from 'node:async_hooks'
import type { EventEmitter } from 'node:events'
import type { ClientRequest } from 'node:http'

/** What undici calls on a request as its answer comes in: the names of Node's own copies and of undici 8. */
const CALLBACKS = [
  'onConnect',
  'onHeaders',
  'onData',
  'onComplete',
  'onError',
  'onUpgrade',
  'onBodySent',
  'onRequestStart',
  'onResponseStart',
  'onResponseData',
  'onResponseEnd',
  'onResponseError',
] as const

/** Binds what undici calls on a request, such as a RetryAgent's callbacks, to whoever is running. */
export function keepUndiciContext(request: { [callback: string]: unknown }): void {
  const creator = new AsyncResource(NAME)
  for (const name of CALLBACKS) {
    const callback = request[name]
    if (typeof callback !== 'function') continue
    request[name] = (...args: unknown[]) => creator.runInAsyncScope(callback as () => unknown, request, ...(args as []))
  }
}

/** Binds what a request of node:http and its answer emit, such as a socket's error, to whoever is running. */
export function keepNodeContext(request: ClientRequest): void {
  const creator = new AsyncResource(NAME)
  emitIn(creator, request)
  request.prependOnceListener('response', (answer) => emitIn(creator, answer))
}

/** Other listeners may have wrapped `emit`, and may wrap this one: it is a property like theirs, but for lists of properties. */
function emitIn(creator: AsyncResource, emitter: EventEmitter): void {
  const { emit } = emitter
  Object.defineProperty(emitter, 'emit', {
    value(this: EventEmitter, ...args: Parameters<typeof emit>) {
      return creator.runInAsyncScope(emit, this, ...args)
    },
    writable: true,
    configurable: true,
    enumerable: false,
  })
}

const NAME = 'firedrill.request'
