/** Patterns in which `*` stands for anything: for models, hosts, paths and headers alike. */

/** Whether a text is like a pattern, in which `*` stands for anything. Linear in both: no regular expression runs away. */
export function like(pattern: string, text: string | null): boolean {
  if (text === null) return false
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  if (parts.length === 1) return text === first
  const last = parts.at(-1) ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let place = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, place)
    if (found === -1) return false
    place = found + part.length
  }
  return place <= text.length - last.length
}
