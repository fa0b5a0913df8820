/** What every healthy model says. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutIntoPieces, piecesOf, TEXT_PIECES, WIDE_TEXT_PIECES } from '../../src/provider/text.ts'

test('a text is plain, wide, or nothing', () => {
  expect(piecesOf()).toBe(TEXT_PIECES)
  expect(piecesOf('wide-text')).toBe(WIDE_TEXT_PIECES)
  expect(piecesOf('tool-call')).toEqual([])
})

test('the wide text has characters of every width of UTF-8', () => {
  const widths = [...WIDE_TEXT_PIECES.join('')].map((character) => Buffer.byteLength(character))
  expect(new Set(widths)).toEqual(new Set([1, 2, 3, 4]))
})

test('pieces make up the text again, and no character is parted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), (text, count) => {
      const pieces = cutIntoPieces(text, count)
      expect(pieces.join('')).toBe(text)
      expect(pieces.length).toBeLessThanOrEqual(count)
      expect(pieces.every((piece) => piece !== '' && piece.isWellFormed())).toBe(true)
    }),
  )
  expect(cutIntoPieces('{}')).toEqual(['{', '}'])
})
