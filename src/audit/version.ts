/** Which version of firedrill this is: a scorecard says by which one it was judged. */
import { existsSync, readFileSync } from 'node:fs'

/** The version of the package, from above the sources or above what was built of them. */
export function ownVersion(): string {
  const file = ['../../package.json', '../../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url))
  return file === undefined ? 'unknown' : (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
