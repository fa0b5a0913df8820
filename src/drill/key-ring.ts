/** Keeps secrets out of traces: each credential becomes `key#1`, `key#2`… at the door; equal ones stay equal. */

/** Headers that carry a credential with every API, in lower case. A dialect adds its own. */
const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'x-api-key', 'api-key', 'x-goog-api-key', 'cookie']

/** Query parameters that carry a credential. */
const CREDENTIAL_PARAMETERS = ['key', 'api_key', 'apikey', 'api-key', 'token', 'access_token']

/** What looks like a key of a known make, wherever it stands. */
const KEY_SHAPES = /\b(?:sk|pk|rk)-[A-Za-z0-9_-]{8,}|\bAIza[A-Za-z0-9_-]{20,}|\bBearer\s+[A-Za-z0-9._~+/-]{8,}=*/g

/** Any UUID (RFC 9562). */
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/** The shortest text that is taken for a secret wherever it stands: shorter ones are words. */
const SECRET_LENGTH_MIN = 6

/** The credentials of one drill, numbered in order of first use. */
export class KeyRing {
  readonly #headers: ReadonlySet<string>
  readonly #names = new Map<string, string>()
  readonly #uuids = new Map<string, string>()

  constructor(credentialHeaders: readonly string[]) {
    this.#headers = new Set([...CREDENTIAL_HEADERS, ...credentialHeaders])
  }

  /** The name of a credential, whatever scheme stands before it. */
  nameOf(credential: string): string {
    const secret = credential.replace(/^\s*(bearer|basic|token)\s+/i, '').trim()
    let name = this.#names.get(secret)
    if (name === undefined) {
      name = `key#${this.#names.size + 1}`
      this.#names.set(secret, name)
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
      const secret = this.#headers.has(name) && text !== ''
      safe[name] = secret ? this.nameOf(text) : text
      if (secret && name !== 'cookie') key ??= safe[name]
    }
    return { headers: safe, key }
  }

  /** A URL with credentials in its query and before its host replaced by their names. */
  readUrl(url: string): { url: string; key: string | null } {
    if (!URL.canParse(url)) return { url, key: null }
    const parsed = new URL(url)
    let key: string | null = null
    if (parsed.password !== '') {
      key = this.nameOf(decodeURIComponent(parsed.password))
      parsed.password = key
    }
    for (const parameter of CREDENTIAL_PARAMETERS) {
      const secret = parsed.searchParams.get(parameter)
      if (secret === null || secret === '') continue
      key ??= this.nameOf(secret)
      parsed.searchParams.set(parameter, this.nameOf(secret))
    }
    return { url: key === null ? url : parsed.href, key }
  }

  /** A text in which no known credential, and nothing of a key's shape, is left. */
  redact(text: string): string {
    let safe = text
    for (const [secret, name] of this.#names) {
      if (secret.length >= SECRET_LENGTH_MIN && safe.includes(secret)) safe = safe.replaceAll(secret, name)
    }
    return safe.replace(KEY_SHAPES, (key) => this.nameOf(key)).replace(UUID, (uuid) => this.#uuidName(uuid))
  }

  /** UUIDs are real randomness, which a seed doesn't reach: by order of appearance, the same run gives the same trace. */
  #uuidName(uuid: string): string {
    const name = this.#uuids.get(uuid) ?? `uuid#${this.#uuids.size + 1}`
    this.#uuids.set(uuid, name)
    return name
  }

  /** The same for every text in a tree of plain data. */
  redactAll<T>(value: T): T {
    if (typeof value === 'string') return this.redact(value) as T
    if (Array.isArray(value)) return value.map((item) => this.redactAll(item)) as T
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.redactAll(item)])) as T
  }
}
