/** The lanes: where times lie, what is drawn short, and what is said. */
import { expect, test } from 'vitest'
import { answerKind, answerText } from '../../../src/report/html/lanes/answer.ts'
import { timeAxis } from '../../../src/report/html/lanes/axis.ts'
import { lanesOf } from '../../../src/report/html/lanes/lanes.ts'
import { brief, legible } from '../../../src/report/html/legible.ts'
import { attempts } from '../../../src/trace/view.ts'
import { type Recorder, traceOf } from '../../property/trace-builder.ts'

test('minutes in which nothing happens are drawn short, so that seconds are seen', () => {
  const axis = timeAxis([0, 400, 1300, 720_000, 720_500, 721_500], 0, 700)
  expect(axis.cuts.map(({ spanMs }) => spanMs)).toEqual([718_700])
  expect(axis.at(400)).toBeGreaterThan(50)
  expect(axis.at(720_500) - axis.at(720_000)).toBeCloseTo((axis.at(400) - axis.at(0)) * (500 / 400))
  expect(axis.ticks.map(({ label }) => label)).toContain('720s')
})

test('waits that grow to a minute are all drawn to scale', () => {
  const times = [0, 1, 3, 7, 15, 31, 63, 123, 183].map((second) => second * 1000)
  const axis = timeAxis(times, 0, 700)
  expect(axis.cuts).toEqual([])
  expect(axis.at(183_000)).toBe(700)
  expect(axis.at(91_500)).toBeCloseTo(350)
})

test('calls twice a minute are told apart: the pauses between them are all cut, or none is', () => {
  const times = Array.from({ length: 12 }, (_, call) => [
    call * 30_000,
    call * 30_000 + 400,
    call * 30_000 + 1300,
  ]).flat()
  const axis = timeAxis(times, 0, 700)
  expect(axis.cuts).toHaveLength(11)
  expect(axis.at(400)).toBeGreaterThan(8)
})

test('times run from the left to the right, within the axis, whatever they are', () => {
  for (const times of [[], [0], [5, 5, 5], [0, 1e12], [3, 1e9, 1e9 + 1, 2e9]]) {
    const axis = timeAxis(times, 10, 500)
    const places = times.toSorted((a, b) => a - b).map(axis.at)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    for (const place of places) expect(place >= 10 && place <= 500.001).toBe(true)
    expect(axis.ticks[0]).toEqual({ x: 10, label: '0s' })
  }
})

test('what came of an attempt has a kind, and words beside the colour', () => {
  const told = attempts(
    traceOf({}, (t) => {
      t.call()
      t.attempt(200)
      t.attempt({ status: 429, hints: { 'retry-after': '7' } })
      t.attempt(503)
      t.attempt(404)
      t.attempt(200, { fault: "page('login')" })
      t.reset()
      const cut = t.request({ fault: 'streamCut()' })
      t.headers(cut, { status: 200 })
      t.fail(cut, 'service', { code: 'ECONNRESET' })
      t.fail(t.silence(), 'client')
      t.fail(t.silence(), 'runtime', { code: 'UND_ERR_HEADERS_TIMEOUT' })
      t.silence()
      t.unexpectedHost(t.create())
    }),
  )
  expect(told.map((attempt) => [answerKind(attempt), answerText(attempt)])).toEqual([
    ['healthy', '200'],
    ['limited', '429, retry-after: 7'],
    ['server', '503'],
    ['refused', '404'],
    ['flawed', '200'],
    ['lost', 'cut'],
    ['lost', '200, then ECONNRESET'],
    ['given-up', 'given up'],
    ['given-up', 'UND_ERR_HEADERS_TIMEOUT'],
    ['given-up', 'still open'],
    ['lost', 'refused by the drill'],
  ])
})

test('a wait knows until when it was asked to last', () => {
  const lanes = lanesIn((t) => {
    t.call()
    t.attempt({ status: 429, hints: { 'retry-after': '7' } })
    t.wait(2000)
    t.attempt(200)
    t.value()
  })
  const waits = lanes.flatMap((lane) => (lane.kind === 'attempt' ? [lane.wait] : []))
  expect(waits).toEqual([null, { fromMs: 0, toMs: 2000, askedMs: 7000 }])
})

test('a call with one attempt and nothing else to tell has one row; one that logs has three', () => {
  const lanes = lanesIn((t) => {
    t.call()
    t.attempt(200)
    t.value()
    t.call()
    t.attempt(500)
    t.log('it failed')
    t.error()
  })
  expect(lanes.map((lane) => [lane.kind, 'shared' in lane && lane.shared])).toEqual([
    ['call', true],
    ['attempt', true],
    ['call', false],
    ['attempt', false],
    ['event', false],
  ])
})

test('what nobody should obey is shown by its name, and joiners stay', () => {
  expect(legible('a\u0000b\u001B[31m\u202Ec\u2066\uFEFF')).toBe('a␀b␛[31m⟨U+202E⟩c⟨U+2066⟩⟨U+FEFF⟩')
  expect(legible('\uD800x\uDC00')).toBe('\uFFFDx\uFFFD')
  expect(legible('👩‍🔥\tb\nc')).toBe('👩‍🔥\tb\nc')
  expect(legible('abcdef', 3)).toBe('abc… (cut here: it has 6 characters)')
  expect(brief('one\n  two', 20)).toBe('one two')
  expect(brief('one two three', 7)).toBe('one tw…')
  expect(brief(`${' '.repeat(100)}x`, 5)).toBe('…')
})

// Helpers

function lanesIn(script: (t: Recorder) => void) {
  return lanesOf(traceOf({}, script), [])
}
