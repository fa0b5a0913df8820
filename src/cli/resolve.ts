/** Which copy of firedrill the user's files get: this one, wherever they lie. Two copies would be two clocks. */
import module from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const EXTENSION = extname(new URL(import.meta.url).pathname)
const INDEX = new URL(`../index${EXTENSION}`, import.meta.url).href

let isHooked = false

/**
 * From now on, 'firedrill' is this copy.
 *
 * @param onFile Is told of the URL of each other file that is imported.
 */
export function resolveToThisCopy(onFile: (url: string) => void): void {
  isHooked = true
  const vitest = new URL(`../vitest${EXTENSION}`, import.meta.url).href
  const ours = new Map([
    ['firedrill', INDEX],
    ['firedrill/vitest', vitest],
  ])
  // Node 22.12 to 22.14 have no such hooks; there the paths of tsconfig.json do it for files in the clone.
  module.registerHooks?.({
    resolve: (specifier, context, nextResolve) => {
      const url = ours.get(specifier) ?? galleryUrl(specifier)
      const resolved = nextResolve(url ?? specifier, context)
      if (url === null) onFile(resolved.url)
      return resolved
    },
  })
}

/**
 * Lets `require` give this copy, too. A file that is read as CommonJS would get another one: what compiles TypeScript for it
 * compiles our modules again. To be awaited before such a file is loaded.
 */
export async function shareThisCopy(): Promise<void> {
  if (!isHooked) return
  const exports: unknown = await import(INDEX)
  const path = fileURLToPath(INDEX)
  const { cache } = module.createRequire(import.meta.url)
  cache[path] ??= Object.assign(new module(path), { filename: path, loaded: true, exports })
}

/** A scenario of the gallery, by the name under which the package exports it. */
function galleryUrl(specifier: string): string | null {
  const [, name] = /^firedrill\/scenarios\/([\w/-]+)$/.exec(specifier) ?? []
  return name === undefined ? null : new URL(`../../scenarios/${name}${EXTENSION}`, import.meta.url).href
}
