/** Smaller and rounder numbers. Pure. */

/** Times to try in the place of one, in milliseconds: plain seconds, the half, the next round ones below and above. */
export function shorterTimes(ms: number): number[] {
  const half = ms / 2
  const candidates = [
    ...[1, 10, 30, 60].map((seconds) => seconds * 1000),
    ...UNITS.flatMap((unit) => [Math.floor(ms / unit) * unit, Math.ceil(ms / unit) * unit]),
    ...UNITS.map((unit) => Math.floor(half / unit) * unit),
    ms - 1000,
    ms - 1,
  ]
  return [...new Set(candidates)].filter((candidate) => candidate >= 1 && candidate !== ms)
}

const UNITS = [60_000, 10_000, 1000, 100, 10, 1] as const

/** Counts to try in the place of one. */
export function fewer(count: number): number[] {
  return [...new Set([1, 2, Math.floor(count / 2), count - 1])].filter((less) => less >= 1 && less < count)
}
