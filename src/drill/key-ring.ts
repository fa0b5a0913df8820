/** Keeps secrets out of traces: each credential becomes `key#1`, `key#2`… at the door; equal ones stay equal. */

import { KEY_SHAPES } from '../trace/credential.ts'

/** Names of headers and of query parameters that carry a credential, whichever API they are of. */
const SECRET_NAME =
  /(^|[-_])(key|apikey|appid|token|secret|signature|sig|authorization|auth|password|passwd|credential|cookie)($|[-_])|(api|access|client|private|secret)(key|token|secret)|hapikey/i

/** What is called a key there, and is none. */
const NO_SECRET = /idempotency|websocket|surrogate/i

/** Any UUID (RFC 9562). */
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/** The shortest text that is taken for a secret wherever it stands: shorter ones are words. */
const SECRET_LENGTH_MIN = 6

/** The parts of an event that hold text of the client's, where a secret may stand. All others are firedrill's own words. */
const TEXTS = new Set([
  'message',
  'record',
  'text',
  'layer',
  'value',
  'body',
  'id',
  'idempotencyKey',
  'requestId',
  'code',
  'name',
  'url',
])

/** An address without credentials, and the name of the first that stood in it. */
interface SafeUrl {
  readonly url: string
  readonly key: string | null
}

/** The credentials of one drill, numbered in order of first use. */
export class KeyRing {
  readonly #headers: ReadonlySet<string>
  readonly #names = new Map<string, string>()
  /** Each credential in the forms that it may take in a text, the longest first. */
  #forms: [form: string, name: string][] = []
  readonly #uuids = new Map<string, string>()
  /** A client asks few addresses, and many times. */
  readonly #urls = new Map<string, SafeUrl>()

  /** @param credentialHeaders The headers that carry a credential with the drill's API, in lower case. */
  constructor(credentialHeaders: readonly string[]) {
    this.#headers = new Set(credentialHeaders)
  }

  /** The name of a credential, whatever scheme stands before it. */
  nameOf(credential: string): string {
    const [, scheme = '', secret = ''] = /^\s*(?:(bearer|basic|token)\s+)?(.*?)\s*$/is.exec(credential) ?? []
    let name = this.#names.get(secret)
    if (name === undefined) {
      name = `key#${this.#names.size + 1}`
      this.#names.set(secret, name)
      const password = /^basic$/i.test(scheme)
        ? Buffer.from(secret, 'base64').toString().split(':').slice(1).join(':')
        : ''
      this.#learn([secret, password], name)
    }
    return name
  }

  /** The headers with credentials replaced by their names, and the name of the first credential among them. */
  readHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): {
    headers: Record<string, string>
    key: string | null
  } {
    const safe: Record<string, string> = {}
    let key: string | null = null
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue
      const text = Array.isArray(value) ? value.join(', ') : value
      const secret = text !== '' && (this.#headers.has(name) || isSecretName(name))
      safe[name] = secret ? this.nameOf(text) : text
      if (secret && name !== 'cookie') key ??= safe[name]
    }
    return { headers: safe, key }
  }

  /** A URL with credentials in its query and before its host replaced by their names. */
  readUrl(url: string): SafeUrl {
    const safe = this.#urls.get(url) ?? this.#safeUrl(url)
    this.#urls.set(url, safe)
    return safe
  }

  #safeUrl(url: string): SafeUrl {
    if (!URL.canParse(url)) return { url, key: null }
    const parsed = new URL(url)
    let key: string | null = null
    for (const part of ['password', 'username'] as const) {
      if (parsed[part] === '') continue
      key ??= this.nameOf(decodeURIComponent(parsed[part]))
      parsed[part] = this.nameOf(decodeURIComponent(parsed[part]))
    }
    for (const [parameter, secret] of [...parsed.searchParams]) {
      if (secret === '' || !isSecretName(parameter)) continue
      key ??= this.nameOf(secret)
      parsed.searchParams.set(parameter, this.nameOf(secret))
    }
    return { url: key === null ? url : parsed.href, key }
  }

  /** A text in which no known credential, and nothing of a key's shape, is left. */
  redact(text: string): string {
    let safe = text
    for (const [form, name] of this.#forms) if (safe.includes(form)) safe = safe.replaceAll(form, name)
    return safe.replace(KEY_SHAPES, (key) => this.nameOf(key)).replace(UUID, (uuid) => this.#uuidName(uuid))
  }

  /** Plain data whose texts of the client's hold no secret: the same data, as far as they held none before. */
  redactAll<T>(data: T, part = ''): T {
    if (typeof data === 'string') return (TEXTS.has(part) ? this.#redactPart(data, part) : data) as T
    if (typeof data !== 'object' || data === null) return data
    let safe: T & object = data
    for (const [name, item] of Object.entries(data)) {
      const redacted = this.redactAll(item, Array.isArray(data) ? part : name)
      if (redacted === item) continue
      if (safe === data) safe = Array.isArray(data) ? ([...data] as T & object) : { ...data }
      Object.assign(safe, { [name]: redacted })
    }
    return safe
  }

  /** The host of a URL says who was asked, and stays. */
  #redactPart(text: string, part: string): string {
    if (part !== 'url') return this.redact(text)
    const origin = /^[a-z]+:\/\/[^/?#]*/i.exec(text)?.[0] ?? ''
    return origin + this.redact(text.slice(origin.length))
  }

  #learn(secrets: readonly string[], name: string): void {
    for (const secret of secrets) {
      if (secret.length < SECRET_LENGTH_MIN) continue
      const forms = new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
      for (const form of forms) this.#forms.push([form, name])
    }
    this.#forms.sort(([left], [right]) => right.length - left.length)
  }

  /** UUIDs are real randomness, which a seed doesn't reach: by order of appearance, the same run gives the same trace. */
  #uuidName(uuid: string): string {
    const name = this.#uuids.get(uuid) ?? `uuid#${this.#uuids.size + 1}`
    this.#uuids.set(uuid, name)
    return name
  }
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name)
}
