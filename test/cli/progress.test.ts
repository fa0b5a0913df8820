/** The spinner: what it says, and where it stays away. */
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { progressText } from '../../src/cli/explore/explore.ts'
import type { Io } from '../../src/cli/io.ts'
import { leftMs, Meter } from '../../src/cli/progress.ts'

test('it is one line with what goes on, in the width of the screen, and gone at the end', async () => {
  const { io, written, shown } = screen({ columns: 20 })
  const meter = new Meter(io, false, 0)
  meter.show('drilling a scenario of a long name')
  await shown
  meter.end()
  const text = stripVTControlCharacters(written.join(''))
  expect(text).toMatch(/\S drilling a scena…/)
  expect(text).not.toContain('\n')
  // The line is cleared, and the cursor shown again.
  expect(written.join('').endsWith('\u001b[0K\u001b[?25h')).toBe(true)
  const count = written.length
  meter.show('nothing more')
  expect(written).toHaveLength(count)
})

test.each([
  ['nobody watches', { isWatched: false }, false],
  ['quiet is wanted', { isWatched: true }, true],
])('nothing is written where %s', async (_, io, quiet) => {
  const { io: screenIo, written } = screen(io)
  const meter = new Meter(screenIo, quiet, 0)
  meter.show('drilling')
  await new Promise(setImmediate)
  meter.end()
  expect(written).toEqual([])
})

test('what is over soon is not shown at all', () => {
  const { io, written } = screen({})
  const meter = new Meter(io, false)
  meter.show('drilling')
  meter.end()
  expect(written).toEqual([])
})

test('the time left follows from the pace, and is never more than the budget leaves', () => {
  expect(leftMs({ done: 10, total: 40 }, 2000)).toBe(6000)
  expect(leftMs({ done: 10, total: 40, leftMsMax: 2500 }, 2000)).toBe(2500)
  expect(leftMs({ done: 40, total: 40 }, 2000)).toBe(0)
})

test('nothing is said of the time left while nobody can know', () => {
  expect(leftMs({ done: 0, total: 40 }, 5000)).toBe(null)
  expect(leftMs({ done: 3, total: 40 }, 500)).toBe(null)
  expect(leftMs({ done: 0, total: 40, leftMsMax: 9000 }, 5000)).toBe(9000)
})

test('an exploration says how far it is, what is broken and what it does about it', () => {
  const progress = { drills: 1312, runs: 2000, broken: ['jitters'], shrinkDrills: 12 }
  expect(progressText({ ...progress, phase: 'exploring' })).toBe('exploring 1,312 of 2,000, broken: jitters')
  expect(progressText({ ...progress, phase: 'shrinking' })).toBe(
    'exploring 1,312 of 2,000, broken: jitters; making it smaller (12 drills)',
  )
})

// Helpers

/** A terminal that keeps what is written to its stderr; `shown` resolves with the first text on it. */
function screen(more: Partial<Io>) {
  const written: string[] = []
  const { promise: shown, resolve } = Promise.withResolvers<void>()
  const write = (text: string) => {
    written.push(text)
    if (/\w{3}/.test(stripVTControlCharacters(text))) resolve()
  }
  const io: Io = {
    argv: [],
    stdout: { write: () => {} },
    stderr: { write },
    cwd: '/',
    columns: 80,
    colour: false,
    isWatched: true,
    ...more,
  }
  return { io, written, shown }
}
