/** Errors are sentences of one form, and are known as firedrill's whichever copy of the package threw them. */
import { FiredrillError, isFiredrillError } from 'firedrill'
import { expect, test } from 'vitest'
import { sentence, wrongUse } from '../src/errors.ts'

test('a sentence says what was attempted, why it failed, and what to do', () => {
  expect(sentence('read the scenario', 'it is empty', 'Give it a script')).toBe(
    'Failed to read the scenario: it is empty. Give it a script.',
  )
})

test('a wrong use is an error with that sentence', () => {
  const error = wrongUse('read the scenario', 'it is empty', 'Give it a script')
  expect(error).toBeInstanceOf(FiredrillError)
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'FiredrillError', kind: 'wrong-use' })
  expect(error.message).toBe('Failed to read the scenario: it is empty. Give it a script.')
})

test('a cause is kept, and one that there is none of leaves no trace', () => {
  const cause = new SyntaxError('unexpected end')
  expect(wrongUse('read it', 'it broke', 'Mend it', cause).cause).toBe(cause)
  expect(wrongUse('read it', 'it broke', 'Mend it')).not.toHaveProperty('cause')
})

test('an error of another copy of the package is known by its mark', () => {
  const foreign = Object.assign(new Error('Failed to read it.'), { isFiredrillError: true })
  expect(foreign).not.toBeInstanceOf(FiredrillError)
  expect(isFiredrillError(foreign)).toBe(true)
  expect(isFiredrillError(wrongUse('a', 'b', 'C'))).toBe(true)
})

test.each<[what: string, value: unknown]>([
  ['another error', new Error('no')],
  ['something with the mark that is no error', { isFiredrillError: true }],
  ['an error with a false mark', Object.assign(new Error('no'), { isFiredrillError: 'yes' })],
  ['text', 'Failed to'],
  ['null', null],
  ['nothing', undefined],
])('%s is not an error of firedrill', (_, value) => {
  expect(isFiredrillError(value)).toBe(false)
})
