/** How messages say things, by example. */
import { expect, test } from 'vitest'
import { attemptName, counted, errorText, excerptOf, seconds, timesText } from '../../src/property/format.ts'
import { attempts } from '../../src/trace/view.ts'
import { errorOf, traceOf } from './trace-builder.ts'

test.each([
  [0, '0s'],
  [0.25, '0.25ms'],
  [0.9996, '1ms'],
  [1, '0.001s'],
  [1500, '1.5s'],
  [61_234.5678, '61.235s'],
])('%d ms are said as %s', (milliseconds, text) => {
  expect(seconds(milliseconds)).toBe(text)
})

test('an attempt goes by its call, unless it has none', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(200)
  })
  const attempt = attempts(trace)[0]!
  expect(attemptName(attempt)).toBe('attempt 0 of call 0')
  expect(attemptName({ ...attempt, call: null })).toBe('attempt 0')
})

test('one is said in the singular', () => {
  expect([counted(0, 'call'), counted(1, 'call'), counted(2, 'retry', 'retries')]).toEqual([
    '0 calls',
    '1 call',
    '2 retries',
  ])
})

test('an error is said in one line of 120 characters at most', () => {
  expect(errorText(errorOf({ name: 'TypeError', message: 'no\n\n  route ' }))).toBe('TypeError: no route')
  expect(errorText(null)).toBe('nothing that is an error')
  expect(excerptOf(`  ${'x'.repeat(120)}\n`)).toBe('x'.repeat(120))
  expect(excerptOf('x'.repeat(121))).toBe(`${'x'.repeat(120)}…`)
})

test('of many times the first eight are said', () => {
  expect(timesText([1000, 2000])).toBe('1s, 2s')
  expect(timesText(Array(8).fill(1000))).toBe('1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s')
  expect(timesText(Array(10).fill(1000))).toBe('1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s and 2 more')
})
