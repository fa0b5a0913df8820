/** Images in base64 that an API refuses for good, and those that it takes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Flaw, findImageFlaw, imageFlaw } from '../../src/provider/poison/image.ts'

// The first bytes of each kind: PNG 5.2, ITU-T T.81 B.1, GIF89a 17, RFC 9649 2.4.
const BEGINNINGS = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/gif': [...Buffer.from('GIF89a')],
  'image/webp': [...Buffer.from('RIFF\u0001\u0002\u0003\u0004WEBP')],
}

const TYPES = Object.keys(BEGINNINGS) as (keyof typeof BEGINNINGS)[]
const TYPE = fc.constantFrom(...TYPES)
const BYTES = fc.uint8Array({ maxLength: 3000 })
const IMAGE = fc
  .tuple(TYPE, BYTES)
  .map(([type, rest]) => ({ type, data: base64(Buffer.from([...BEGINNINGS[type], ...rest])) }))

test('any bytes in base64 are sound base64', () => {
  fc.assert(
    fc.property(BYTES, (bytes) => {
      expect(base64Flaw(base64(bytes))).toBeNull()
    }),
  )
})

test('an image of the type that it claims, or of none, has no flaw', () => {
  fc.assert(
    fc.property(IMAGE, ({ type, data }) => {
      expect(imageFlaw(data, type)).toBeNull()
      expect(imageFlaw(data, null)).toBeNull()
    }),
  )
})

test('an image that is encoded twice has a flaw, whatever it claims', () => {
  fc.assert(
    fc.property(IMAGE, ({ type, data }) => {
      expect(imageFlaw(base64(data), type)).toBe('is base64 of base64')
      expect(imageFlaw(base64(data), null)).toBe('is base64 of base64')
      expect(imageFlaw(base64(`data:${type};base64,${data}`), type)).toBe('is base64 of base64')
    }),
  )
})

test('an image of another type than it claims has a flaw that names both', () => {
  fc.assert(
    fc.property(IMAGE, TYPE, ({ type, data }, claimed) => {
      fc.pre(claimed !== type)
      expect(findImageFlaw(data, claimed)).toEqual({ kind: 'other-type', reason: `is ${type}, not ${claimed}` })
    }),
  )
})

test('base64 with a stray character, or with one character lost, has a flaw', () => {
  const STRAY = fc.constantFrom(' ', '\n', '-', '_', '%', '.', 'é', '\u0000')
  fc.assert(
    fc.property(IMAGE, STRAY, fc.nat(), ({ data }, stray, at) => {
      const place = at % data.length
      expect(base64Flaw(data.slice(0, place) + stray + data.slice(place))).not.toBeNull()
      expect(base64Flaw(data.slice(0, place) + data.slice(place + 1))).not.toBeNull()
    }),
  )
})

test.each([
  ['', 'empty', /empty/],
  ['data:image/png;base64,iVBORw0KGgo=', 'undecodable', /data URL/],
  ['iVBORw0K\nGgo=', 'undecodable', /"\\n" at 8/],
  ['iVBORw0KGgo', 'undecodable', /11 characters/],
  ['iVBO=Rw0KGgo', 'undecodable', /padding before its end/],
  ['PHN2Zy8+', 'no-image', /does not begin as image\/png/],
])('%j is %s', (data, kind, reason) => {
  expect(findImageFlaw(data, 'image/png')).toEqual({ kind, reason: expect.stringMatching(reason) })
})

test('bytes of a type that is not known are not judged, nor is how a known one is written', () => {
  expect(imageFlaw('PHN2Zy8+', 'image/svg+xml')).toBeNull()
  expect(imageFlaw('PHN2Zy8+', null)).toBeNull()
  expect(imageFlaw('/9j/4AAQ', 'image/jpg')).toBeNull()
  expect(imageFlaw('iVBORw0KGgo=', 'IMAGE/PNG; name=a')).toBeNull()
})

// Helpers

function base64(bytes: Uint8Array | string): string {
  return Buffer.from(bytes as string).toString('base64')
}
