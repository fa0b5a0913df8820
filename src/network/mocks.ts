/**
 * Tools that mock requests above the socket: MSW up to version 2, nock 14 and others on the same interceptors. They replace
 * `fetch` and Node's `request`, where a drill would never hear of a request. They are set aside for its code alone; what
 * an application itself has made of `fetch` stays, as it is part of the client.
 */
import http from 'node:http'
import https from 'node:https'
import { currentPlace } from '../realm/realm.ts'

/** Where @mswjs/interceptors before 0.45 keep what is in force (Interceptor.ts of 0.41.9, read November 2026). */
const IN_FORCE = [Symbol.for('fetch-interceptor'), Symbol.for('client-request-interceptor')]

/** What they replace, as it was when this package was imported. */
const ORIGINALS = [
  ...original(globalThis, 'fetch'),
  ...original(http, 'ClientRequest', 'request', 'get'),
  ...original(https, 'request', 'get'),
]

/** Lets code of drills find what the mocks have replaced. Gives the function that puts everything back as it was. */
export function setMocksAside(): () => void {
  if (!IN_FORCE.some((symbol) => symbol in globalThis)) return () => {}
  const restores = ORIGINALS.flatMap(({ owner, key, value }) =>
    owner[key] === value ? [] : [setAside(owner, key, value)],
  )
  return () => {
    for (const restore of restores) restore()
  }
}

function setAside(owner: Record<string, unknown>, key: string, value: unknown): () => void {
  const theirs = Object.getOwnPropertyDescriptor(owner, key)!
  let mock = owner[key]
  const get = () => (currentPlace() === undefined ? mock : value)
  const set = (next: unknown) => {
    mock = next
  }
  Object.defineProperty(owner, key, { get, set, configurable: true, enumerable: theirs.enumerable! })
  return () => {
    if (Object.getOwnPropertyDescriptor(owner, key)?.get === get)
      Object.defineProperty(owner, key, { ...theirs, value: mock })
  }
}

function original(owner: object, ...keys: string[]) {
  const record = owner as Record<string, unknown>
  return keys.map((key) => ({ owner: record, key, value: record[key] }))
}
