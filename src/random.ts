/** Seeded streams of random numbers. The only door to `pure-rand`. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Gives a number in [0, 1), as `Math.random` does. */
export type RandomStream = () => number

/**
 * A stream of numbers in [0, 1) that depends on nothing but the seed and the key. Streams are seeded once and drawn
 * from many times: a generator that is made anew for each draw would give the same number each time.
 */
export function randomStream(seed: number, key: string): RandomStream {
  const generator = xoroshiro128plus(avalanche(hash32(`${seed}/${key}`)))
  return () => {
    const high = generator.next() >>> 6
    const low = generator.next() >>> 5
    return (high * 2 ** 27 + low) / 2 ** 53
  }
}

/** The number at one place of a keyed stream, for callers that keep no state: pure in all of its arguments. */
export function randomAt(seed: number, key: string, index: number): number {
  return randomStream(seed, `${key}#${index}`)()
}

/** FNV-1a over UTF-16 code units, 32 bits: a fixed, well-spread number for a string. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/**
 * MurmurHash3's finalizer. FNV-1a barely moves for a last character that differs, and the generator's first number is
 * its seed as it stands: without this, neighbouring keys (`…#1`, `…#2`) would draw nearly the same number.
 */
function avalanche(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
