/** How a credential shows in a trace: by the name that it was given at the door, or, where it got past, by its make. */

/** What looks like a key of a known make, wherever it stands. */
export const KEY_SHAPES =
  /\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{8,}|\bAIza[A-Za-z0-9_-]{20,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bxox[abp]-[A-Za-z0-9-]{10,}|\bAKIA[A-Z0-9]{16}\b|\bBearer\s+[A-Za-z0-9._~+/-]{8,}=*/g

/** The first credential in a text, such as `key#1`; of one that bears no such name, only that it is there. Null for none. */
export function credentialIn(text: string): string | null {
  const name = /\bkey#\d+\b/.exec(text)?.[0]
  if (name !== undefined) return name
  return text.search(KEY_SHAPES) >= 0 ? 'a key' : null
}
