/** Bodies made comparable: two that say the same read the same. */

const LENGTH_MAX = 20_000

/** JSON parsed and printed with sorted keys; multipart boundaries, which are random, evened out; else the text itself. */
export function canonicalBody(body: string, contentType: string): string {
  return cut(canonical(body, contentType))
}

function canonical(body: string, contentType: string): string {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary !== undefined) return body.replaceAll(boundary, 'boundary')
  try {
    return JSON.stringify(sorted(JSON.parse(body)))
  } catch {
    return body
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}

function cut(text: string): string {
  return text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}… (${text.length} characters)` : text
}
