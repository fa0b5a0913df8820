/** Commands as a shell takes them. */

/** The parts as one command, quoted where that is needed. */
export function shellCommand(parts: readonly string[]): string {
  return parts.map(quoted).join(' ')
}

function quoted(part: string): string {
  return /^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`
}
