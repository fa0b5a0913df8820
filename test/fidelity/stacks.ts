/** Five HTTP stacks behind one interface: each as its users call it, and what they then see. */

import http from 'node:http'
import https from 'node:https'
import axios, { AxiosError } from 'axios'
import got, { type HTTPError, RequestError } from 'got'
import type { Agent } from 'undici'
import { headerLines, type Outcome, shapeOf } from './outcome.ts'
import { BuiltInAgent, npmUndici } from './undicis.ts'

/** Time-outs in milliseconds, by the names that the stacks have for them; `signal` is `AbortSignal.timeout`. */
export type TimeoutName =
  | 'connect'
  | 'headers'
  | 'body'
  | 'signal'
  | 'total'
  | 'lookup'
  | 'secureConnect'
  | 'socket'
  | 'send'
  | 'response'
  | 'read'
  | 'request'

/** undici counts its time-outs in steps of half a second (lib/util/timers.js), and ends up to two of them late. */
export const STEPS_MS = 1000

/** How a stack is set up. */
export interface Settings {
  /** A certificate that it trusts. */
  readonly ca?: string
  readonly timeouts?: Partial<Record<TimeoutName, number>>
  /** Reads the body as JSON, as the stack has it. */
  readonly json?: boolean
  /** Sends this, with POST; without it, the stack asks with GET. */
  readonly body?: string
  /** Takes any certificate. */
  readonly insecure?: boolean
}

/** A stack that was set up, with connections of its own. */
export interface Session {
  send(url: string): Promise<Outcome>
  close(): Promise<void> | void
}

/** One HTTP stack. */
export interface Stack {
  readonly name: string
  open(settings: Settings): Session
}

/** What a stack notes down while its request is under way. */
type Seen = Pick<Outcome, 'status' | 'headers' | 'body'>

/** The stacks, in the order in which tests name them. */
export const stacks: readonly Stack[] = [
  { name: 'fetch', open: openFetch },
  { name: 'undici', open: openUndici },
  { name: 'node:http', open: openNode },
  { name: 'axios', open: openAxios },
  { name: 'got', open: openGot },
]

function openFetch(settings: Settings): Session {
  const { ca, insecure, timeouts: { signal: _, ...own } = {} } = settings
  // Where nothing is set, it goes the way that all fetches go.
  const isPlain = ca === undefined && !insecure && Object.keys(own).length === 0
  const dispatcher = isPlain ? undefined : new BuiltInAgent(undiciOptions(settings))
  const send = sender(async (url, seen) => {
    // The types of Node's fetch know nothing of the dispatcher that undici's takes.
    const options: object = { ...requestOf(settings), ...(dispatcher && { dispatcher }) }
    const response = await fetch(url, options)
    seen.status = response.status
    seen.headers = headerLines(response.headers)
    if (settings.json) seen.body = JSON.stringify(await response.json())
    else await readText(response.body ?? [], seen)
  })
  return { send, close: () => dispatcher?.destroy() }
}

function openUndici(settings: Settings): Session {
  const dispatcher = new npmUndici.Agent(undiciOptions(settings))
  const send = sender(async (url, seen) => {
    const { statusCode, headers, body } = await npmUndici.request(url, { dispatcher, ...requestOf(settings) })
    seen.status = statusCode
    seen.headers = headerLines(Object.entries(headers))
    if (settings.json) seen.body = JSON.stringify(await body.json())
    else await readText(body, seen)
  })
  return { send, close: () => dispatcher.destroy() }
}

function undiciOptions({ timeouts = {}, ...settings }: Settings): Agent.Options {
  const { connect, headers, body } = timeouts
  return {
    connect: { ...trustOf(settings), ...(connect === undefined ? {} : { timeout: connect }) },
    ...(headers === undefined ? {} : { headersTimeout: headers }),
    ...(body === undefined ? {} : { bodyTimeout: body }),
  }
}

function openNode(settings: Settings): Session {
  const agents = nodeAgents(settings)
  const send = sender((url, seen) => {
    const secure = url.startsWith('https:')
    const timeout = settings.timeouts?.socket
    return new Promise<void>((resolve, reject) => {
      const agent = agents[secure ? 'https' : 'http']
      const { body, ...others } = requestOf(settings)
      const options = { agent, ...others, ...(timeout && { timeout }) }
      const request = (secure ? https : http).request(url, options, (response) => {
        seen.status = response.statusCode ?? null
        seen.headers = headerLines(Object.entries(response.headers))
        response.on('error', reject)
        readText(response, seen)
          .then(() => settings.json && JSON.parse(seen.body))
          .then(() => resolve(), reject)
      })
      // Node leaves it to its users what a socket's time-out means.
      request.on('timeout', () => request.destroy(new Error('the socket timed out')))
      request.on('error', reject)
      request.end(body)
    })
  })
  return { send, close: () => closeAgents(agents) }
}

function openAxios(settings: Settings): Session {
  const { http: httpAgent, https: httpsAgent } = nodeAgents(settings)
  const { total } = settings.timeouts ?? {}
  const client = axios.create({
    adapter: 'http',
    proxy: false,
    httpAgent,
    httpsAgent,
    ...(total && { timeout: total }),
  })
  const send = sender(async (url, seen) => {
    const { body: data, ...others } = requestOf(settings)
    const response = await client.request({ url, ...others, ...(data && { data }) }).catch((error: unknown) => {
      if (error instanceof AxiosError && error.response) note(error.response)
      throw error
    })
    note(response)
    function note({ status, headers, data }: { status: number; headers: object; data: unknown }) {
      seen.status = status
      seen.headers = headerLines(Object.entries(headers))
      seen.body = typeof data === 'string' ? data : JSON.stringify(data ?? '')
    }
  })
  return { send, close: () => closeAgents({ http: httpAgent, https: httpsAgent }) }
}

function openGot(settings: Settings): Session {
  const agent = nodeAgents(settings)
  const { signal: _, ...timeout } = settings.timeouts ?? {}
  const client = got.extend({
    agent,
    retry: { limit: 0 },
    timeout,
    https: {
      ...(settings.ca === undefined ? {} : { certificateAuthority: settings.ca }),
      ...(settings.insecure ? { rejectUnauthorized: false } : {}),
    },
  })
  const send = sender(async (url, seen) => {
    const request = client(url, requestOf(settings))
    // On a failure it gives no half bodies away, but it has told how far it got.
    request.on('downloadProgress', ({ transferred }) => {
      seen.body = `${transferred} bytes`
    })
    const response = await (settings.json ? request.json() : request).catch((error: unknown) => {
      if (error instanceof RequestError && error.response) noteHead(error.response)
      throw error
    })
    if (settings.json) seen.body = JSON.stringify(response)
    else noteHead(response as HTTPError['response'])
    if (!settings.json) seen.body = String((response as HTTPError['response']).body)
    function noteHead({ statusCode, headers }: HTTPError['response']) {
      seen.status = statusCode
      seen.headers = headerLines(Object.entries(headers))
    }
  })
  return { send, close: () => closeAgents(agent) }
}

/** Turns the function that makes a request into one that tells how it went. */
function sender(ask: (url: string, seen: Seen) => Promise<void>): Session['send'] {
  return async (url) => {
    const seen: Seen = { status: null, headers: [], body: '' }
    const startMs = performance.now()
    const error = await ask(url, seen).then(() => null, shapeOf)
    return { ...seen, error, tookMs: performance.now() - startMs }
  }
}

async function readText(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, seen: Seen): Promise<void> {
  // Latin-1, so that bytes that are no text can be compared as well.
  for await (const chunk of chunks) seen.body += Buffer.from(chunk).toString('latin1')
}

function requestOf({ timeouts, body }: Settings): { signal?: AbortSignal; method?: 'POST'; body?: string } {
  return {
    ...(timeouts?.signal === undefined ? {} : { signal: AbortSignal.timeout(timeouts.signal) }),
    ...(body === undefined ? {} : { method: 'POST', body }),
  }
}

function trustOf({ ca, insecure }: Settings): { ca?: string; rejectUnauthorized?: false } {
  return { ...(ca === undefined ? {} : { ca }), ...(insecure ? { rejectUnauthorized: false } : {}) }
}

interface Agents {
  readonly http: http.Agent
  readonly https: https.Agent
}

function nodeAgents(settings: Settings): Agents {
  return {
    http: new http.Agent({ keepAlive: true }),
    https: new https.Agent({ keepAlive: true, ...trustOf(settings) }),
  }
}

function closeAgents(agents: Agents): void {
  agents.http.destroy()
  agents.https.destroy()
}
