/** Smaller and rounder numbers. Pure. */

/**
 * Times to try in the place of one, in milliseconds: plain seconds, rounder ones, and shares of it, so that few tries lead
 * from hours to seconds.
 */
export function shorterTimes(ms: number): number[] {
  const plain = [1, 10, 30, 60].map((seconds) => seconds * 1000)
  const rounder = UNITS.flatMap((unit) => [Math.floor(ms / unit) * unit, Math.ceil(ms / unit) * unit])
  const shares = SHARES.map((share) => round(ms * share))
  return [...new Set([...plain, ...rounder, ...shares])].filter((candidate) => candidate >= 1 && candidate !== ms)
}

const UNITS = [60_000, 10_000, 1000, 100, 10, 1] as const
const SHARES = [1 / 4, 1 / 2, 3 / 4, 7 / 8] as const

/** Down to the largest unit that leaves most of it. */
function round(ms: number): number {
  const unit = UNITS.find((one) => ms >= one * 5) ?? 1
  return Math.floor(ms / unit) * unit
}

/** Counts to try in the place of one. */
export function fewer(count: number): number[] {
  return [...new Set([1, 2, Math.floor(count / 2), count - 1])].filter((less) => less >= 1 && less < count)
}
