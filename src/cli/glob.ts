/** Globs, for shells that don't expand them and for the gallery, which no shell can see. The only door to tinyglobby. */
import { globSync, isDynamicPattern } from 'tinyglobby'

/** Whether a name is a glob, such as `rate-*`. */
export function isGlob(named: string): boolean {
  return isDynamicPattern(named)
}

/** The files that a glob names from a directory, in the order of their names. */
export function globbed(pattern: string, cwd: string): string[] {
  const ignore = pattern.includes('node_modules') ? [] : ['**/node_modules/**']
  return globSync(pattern, { cwd, ignore, absolute: true, expandDirectories: false }).toSorted()
}
