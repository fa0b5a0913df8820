/** Text in a fixed width, by example. */
import { expect, test } from 'vitest'
import { clip, indented, printable, wrap } from '../../src/report/text.ts'
import { exactSeconds, roughly } from '../../src/report/time.ts'

test('text is wrapped at blanks, and a longer word where it must be', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij'])
  expect(indented('one two three', 2, 9)).toEqual(['  one two', '  three'])
  expect(wrap('', 10)).toEqual([''])
})

test('text is cut with an ellipsis, by characters', () => {
  expect(clip('abcdef', 6)).toBe('abcdef')
  expect(clip('abcdef', 5)).toBe('abcd…')
  expect(clip('🔥🔥🔥', 2)).toBe('🔥…')
})

test('nothing that a terminal would obey comes through', () => {
  expect(printable('a\u001B[31mred\u001B[0m\r\nb\tc\u0007')).toBe('a [31mred [0m b c')
})

test('times are exact in columns, and short elsewhere', () => {
  expect([0, 385, 721_412].map(exactSeconds)).toEqual(['0.000s', '0.385s', '721.412s'])
  expect([0, 40, 1412, 45_000, 722_412, 3_601_000].map(roughly)).toEqual([
    '0s',
    '40ms',
    '1.4s',
    '45s',
    '12m 2s',
    '1h 0m',
  ])
})
