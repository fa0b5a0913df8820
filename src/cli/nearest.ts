/** The name that somebody probably meant. */

/** The most similar of the names, or null when none is similar enough to be meant. */
export function nearest(given: string, names: readonly string[]): string | null {
  const wanted = given.toLowerCase()
  const ranked = names
    .map((name) => ({ name, distance: distance(wanted, name.toLowerCase()) }))
    .toSorted((left, right) => left.distance - right.distance)
  const [best] = ranked
  if (best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 3))) return best.name
  return names.find((name) => wanted.length >= 3 && name.includes(wanted)) ?? null
}

/** How many letters must be put in, taken out or replaced to make one of the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
