/** HTTP dates, checked against the platform's own parser. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { httpDateMs } from '../../src/property/http-date.ts'

test('every HTTP date is read as the platform reads it', () => {
  const seconds = fc.integer({ min: 0, max: Date.UTC(2400, 0) / 1000 })
  fc.assert(
    fc.property(seconds, (second) => {
      expect(httpDateMs(new Date(second * 1000).toUTCString())).toBe(second * 1000)
    }),
  )
})

test('anything else is no HTTP date', () => {
  const others = [
    '',
    'soon',
    '30',
    '1994-11-06T08:49:37Z',
    'Sun, 06 Xyz 1994 08:49:37 GMT',
    'Sun, 6 Nov 1994 08:49:37 GMT',
  ]
  expect(others.map(httpDateMs)).toEqual(others.map(() => null))
})
