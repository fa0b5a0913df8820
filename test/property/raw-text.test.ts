/** What shows that a text was made for developers, by example. */
import { expect, test } from 'vitest'
import { messagesOf, repeats, valueText } from '../../src/property/raw-text.ts'
import { errorOf } from './trace-builder.ts'

test('a message of several words is found anywhere, however it is spaced and ended', () => {
  expect(repeats('Sorry: the  API\nanswered 529. Try later', 'the API answered 529…')).toBe(true)
  expect(repeats('Sorry, try later', 'the API answered 529')).toBe(false)
  expect(repeats('it is out of order', ' out of order... ')).toBe(true)
  expect(repeats('we said v1.2 is out', 'v1.2 is out.')).toBe(true)
})

test('one of a single word counts as the text, or at its end', () => {
  expect(repeats(' terminated... ', 'terminated')).toBe(true)
  expect(repeats('It failed: terminated.', 'terminated')).toBe(true)
  expect(repeats('Your contract is not terminated', 'terminated')).toBe(false)
  expect(repeats('terminated. Sorry', 'terminated')).toBe(false)
})

test('an empty message is repeated by nothing', () => {
  expect(repeats('', '')).toBe(false)
  expect(repeats('It failed: ', '…')).toBe(false)
})

test('an error speaks by all that stands behind it', () => {
  const error = errorOf({ message: 'a', causes: [errorOf({ message: 'b', causes: [errorOf({ message: 'c' })] })] })
  expect(messagesOf(error)).toEqual(['a', 'b', 'c'])
  expect(messagesOf(null)).toEqual([])
})

test('a value is shown as the text that it is, or else as JSON; one that was cut is read as far as it goes', () => {
  expect(valueText('"a \\"b\\""')).toBe('a "b"')
  expect(valueText('{"a":1}')).toBe('{"a":1}')
  expect(valueText('"line\\nof \\"words')).toBe('"line\nof "words')
})
