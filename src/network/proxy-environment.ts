/** Keeps the proxies of the environment out of a drill: they would take its requests to a host that isn't the service. */
import http from 'node:http'
import https from 'node:https'
import { currentPlace } from '../realm/realm.ts'

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']
/** Where copies of undici keep the dispatcher that `fetch` uses. */
const DISPATCHERS = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')]

/**
 * Hides the proxies of the environment: the variables, and what Node built from them when it started with
 * `NODE_USE_ENV_PROXY`. Gives the function that puts all of it back.
 */
export function hideProxies(): () => void {
  const restores = [hideVariables(), ...DISPATCHERS.map(hideProxyDispatcher), ...[http, https].map(hideAgentProxy)]
  return () => {
    for (const restore of restores) restore()
  }
}

function hideVariables(): () => void {
  const hidden = VARIABLES.filter((name) => process.env[name] !== undefined).map(
    (name) => [name, process.env[name]!] as const,
  )
  for (const [name] of hidden) delete process.env[name]
  return () => {
    for (const [name, value] of hidden) process.env[name] = value
  }
}

interface Dispatcher {
  dispatch(...args: unknown[]): unknown
}

/** undici's EnvHttpProxyAgent holds an agent for what needs no proxy: code of a drill gets that one. */
function hideProxyDispatcher(slot: symbol): () => void {
  const globals = globalThis as unknown as { [slot: symbol]: (Dispatcher & { [key: symbol]: Dispatcher }) | undefined }
  const proxied = globals[slot]
  if (proxied === undefined || proxied.constructor.name !== 'EnvHttpProxyAgent') return () => {}
  const direct = Object.getOwnPropertySymbols(proxied).find(({ description }) => description === 'no proxy agent')
  if (direct === undefined) return () => {}
  const { dispatch } = proxied
  proxied.dispatch = (...args) => {
    return currentPlace() === undefined ? Reflect.apply(dispatch, proxied, args) : proxied[direct]!.dispatch(...args)
  }
  return () => {
    proxied.dispatch = dispatch
  }
}

/** Node's own agents keep their proxies under a symbol (node lib/_http_agent.js, Node 24). */
function hideAgentProxy(module: typeof http | typeof https): () => void {
  const agent = module.globalAgent as unknown as { [key: symbol]: unknown }
  const symbol = Object.getOwnPropertySymbols(agent).find(({ description }) => description === 'kProxyConfig')
  if (symbol === undefined) return () => {}
  const config = agent[symbol]
  Object.defineProperty(agent, symbol, {
    get: () => (currentPlace() === undefined ? config : null),
    configurable: true,
    enumerable: true,
  })
  return () => {
    Object.defineProperty(agent, symbol, { value: config, configurable: true, enumerable: true, writable: true })
  }
}
