/** Times as reports show them: exact in the timeline's column, and in few words elsewhere. */

/** A virtual time for a column: seconds with all of their milliseconds, as the messages of properties name them. */
export function exactSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)}s`
}

/** A span in few words, such as `1h 0m`, `12m 2s`, `1.4s` or `40ms`. */
export function roughly(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1000) return `${Math.ceil(milliseconds)}ms`
  if (milliseconds < 10_000) return `${Number((milliseconds / 1000).toFixed(1))}s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes}m ${seconds % 60}s` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`
}
