/** Breaches of several kinds: the one kind that is told. */
import type { Breach } from './result.ts'

/** The kind whose first breach comes first in the trace; the others usually follow from it. */
export function earliestKind(kinds: readonly (readonly Breach[])[]): readonly Breach[] {
  const found = kinds.filter(({ length }) => length > 0)
  return found.toSorted((a, b) => provenAt(a[0]!) - provenAt(b[0]!))[0] ?? []
}

/** The place at which a breach is proved: until its last event it might not have been one. */
function provenAt({ evidence }: Breach): number {
  return Math.max(...evidence.map((place) => place ?? -1))
}
