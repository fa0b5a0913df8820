/** The timeline, as readers see it. */
import { expect, test } from 'vitest'
import { plain } from '../../src/report/paint.ts'
import { timeline } from '../../src/report/timeline.ts'
import type { Recorder } from '../property/trace-builder.ts'
import { hasty, repaired, runOf } from './stories.ts'

test('each call has its attempts, the wait before each, and its end', () => {
  expect(shown(repaired)).toMatchInlineSnapshot(`
    "  time    attempt     wait  what happened

    0.000s  call 0
    0.000s          0           500 status(500)
    1.000s          1  +1.000s  200 healthy()
    1.000s  ✓ value             "hello"

    2.000s  call 1, in the healed world
    2.000s          2           200 healthy()
    2.000s  ✓ value             "hello""
  `)
})

test('what proves a violation is marked with its rule', () => {
  expect(shown(hasty)).toMatchInlineSnapshot(`
    "  time    attempt     wait  what happened

    0.000s  call 0
    0.000s          0           500 status(500)
    1.000s          1  +1.000s  503 status(503)  ◀ R3
    1.000s          2  +0.000s  500 status(500)  ◀ R3 R12
    1.000s  ✗ error             Error: no luck  ◀ R12"
  `)
})

test('an answer that took its time, a silence and an abort have their own lines', () => {
  const script = (t: Recorder) => {
    t.call()
    const late = t.request({ fault: "healthy({ delay: '20s' })", faulty: false })
    t.wait(20_000)
    t.answer(late, 200)
    t.value()
    t.call()
    const silent = t.silence()
    t.wait(600)
    t.abort()
    t.fail(silent, 'client')
    t.aborted()
    t.call()
    const unheard = t.silence()
    t.wait(300_000)
    t.fail(unheard, 'runtime', { code: 'UND_ERR_HEADERS_TIMEOUT' })
    t.error({ message: 'fetch failed' })
  }
  expect(shown(script)).toMatchInlineSnapshot(`
    "    time    attempt  wait  what happened

      0.000s  call 0
      0.000s          0        healthy({ delay: '20s' })
     20.000s          0        200 after 20.000s
     20.000s  ✓ value          "hello"

     20.000s  call 1
     20.000s          1        silence()
     20.600s  – abort          the caller gives up
     20.600s          1        ended by the client after 0.600s
     20.600s  – aborted        AbortError: it failed

     20.600s  call 2
     20.600s          2        silence()  ◀ R11
    320.600s          2        ended by the runtime: UND_ERR_HEADERS_TIMEOUT  ◀ R11
    320.600s  ✗ error          Error: fetch failed"
  `)
})

test('a request to a host that nobody plays is told in its call', () => {
  const lines = shown((t) => {
    t.call()
    t.attempt(200)
    t.unexpectedHost(t.create({ url: 'https://telemetry.test/log' }))
    t.unexpectedHost()
    t.value()
  })
  expect(lines.split('\n').slice(2)).toEqual([
    '0.000s  call 0',
    '0.000s          0        200 healthy()',
    '0.000s          1        unexpected host, refused: https://telemetry.test/log',
    '0.000s                   unexpected host telemetry.test, refused',
    '0.000s  ✓ value          "hello"',
  ])
})

test('where attempts go to several models or hosts, each says to which', () => {
  const script = (t: Recorder) => {
    t.call()
    t.attempt(529, { model: 'opus' })
    t.attempt(500, { model: 'haiku' })
    t.attempt(200, { model: 'haiku', url: 'https://eu.api.test:8443/v1/messages?x=1' })
    t.value()
  }
  expect(shown(script).replaceAll(/ +◀.*/g, '').split('\n').slice(3, 6)).toEqual([
    '0.000s          0           529 status(529), api.test opus',
    '0.000s          1  +0.000s  500 status(500), api.test haiku',
    '0.000s          2  +0.000s  200 healthy(), eu.api.test:8443 haiku',
  ])
})

test('what the client tells of itself has lines of its own', () => {
  const lines = shown((t) => {
    t.call()
    t.attempt(500)
    t.log('it failed', 'console')
    t.alert('it keeps failing')
    t.show('Try again later.')
    t.queue('job-1')
    t.error()
    t.drained('job-1')
    t.effect('mail-1')
  })
  const told = lines
    .split('\n')
    .flatMap((line) => /(?:log|alert|shows|queued|drained|effect): [^◀]*/.exec(line)?.[0].trimEnd() ?? [])
  expect(told).toEqual([
    'log: it failed',
    'alert: it keeps failing',
    'shows: Try again later.',
    'queued: job-1',
    'drained: job-1',
    'effect: mail-1',
  ])
})

test('what belongs to no call stands at the end', () => {
  const script = (t: Recorder) => {
    t.call()
    t.attempt(500)
    t.unexpectedHost()
    t.deadSilence()
    t.limit('virtual-time', 86_400_000, null)
  }
  expect(shown(script)).toMatchInlineSnapshot(`
    "  time    attempt  wait  what happened

    0.000s  call 0  ◀ R7
    0.000s          0        500 status(500)  ◀ R7
    0.000s                   unexpected host telemetry.test, refused
    0.000s  ? open           call 0 was still open when the drill ended

    0.000s  outside of any call
    0.000s                   nothing is left that could wake call 0  ◀ R7
    0.000s                   limit reached: 24h 0m of virtual time; the drill ends"
  `)
})

test('a thousand attempts are told by their first and last', () => {
  const script = (t: Recorder) => {
    t.call()
    for (let count = 0; count < 1000; count++) {
      t.attempt(500)
      t.wait(2000)
    }
    t.limit('attempts', 1000)
  }
  expect(shown(script)).toMatchInlineSnapshot(`
    "     time    attempt     wait  what happened

       0.000s  call 0  ◀ R7
       0.000s          0           500 status(500)  ◀ R3
       2.000s          1  +2.000s  500 status(500)  ◀ R3
       4.000s          2  +2.000s  500 status(500)
       6.000s          3  +2.000s  500 status(500)
       8.000s          4  +2.000s  500 status(500)
            ⋮  992 lines left out, all 500 status(500), waits of 2.000s
    1994.000s        997  +2.000s  500 status(500)
    1996.000s        998  +2.000s  500 status(500)  ◀ R3
    1998.000s        999  +2.000s  500 status(500)  ◀ R2 R3 R7
    2000.000s                      limit reached: 1000 attempts; the drill…  ◀ R2 R7
    2000.000s  ? open              call 0 was still open when the drill ended"
  `)
})

test('calls that are like each other are told by the first and the last of them', () => {
  const script = (t: Recorder) => {
    for (let count = 0; count < 200; count++) {
      t.call()
      const isDown = count >= 80 && count < 120
      t.attempt(isDown ? 400 : 200)
      if (isDown) t.error({ status: 400 })
      else t.value()
      t.wait(10_000)
    }
  }
  expect(shown(script)).toMatchInlineSnapshot(`
    "     time    attempt  wait  what happened

       0.000s  call 0
       0.000s          0        200 healthy()
       0.000s  ✓ value          "hello"
            ⋮  calls 1 to 78 left out: like call 0
     790.000s  call 79
     790.000s         79        200 healthy()
     790.000s  ✓ value          "hello"
     800.000s  call 80
     800.000s         80        400 status(400)
     800.000s  ✗ error          Error: it failed
            ⋮  calls 81 to 118 left out: like call 80
    1190.000s  call 119
    1190.000s        119        400 status(400)
    1190.000s  ✗ error          Error: it failed
    1200.000s  call 120
    1200.000s        120        200 healthy()
    1200.000s  ✓ value          "hello"
            ⋮  calls 121 to 198 left out: like call 120
    1990.000s  call 199
    1990.000s        199        200 healthy()
    1990.000s  ✓ value          "hello""
  `)
})

test('calls that differ are told from both ends, and the others are counted', () => {
  const script = (t: Recorder) => {
    for (let count = 0; count < 100; count++) {
      t.call()
      t.attempt(count % 2 === 0 ? 400 : 200)
      if (count % 2 === 0) t.error({ status: 400 })
      else t.value()
      t.wait(10_000)
    }
  }
  const lines = shown(script).split('\n')
  expect(lines.length).toBeLessThanOrEqual(65)
  expect(lines).toContainEqual('       ⋮  calls 10 to 89 left out: 80 attempts, ending in 40 values, 40 errors')
})

test('calls that are like each other take no room from those that differ at the other end', () => {
  const lines = shown((t) => {
    for (let call = 0; call < 70; call++) {
      t.call()
      if (call >= 30 && call % 2 === 0) {
        t.attempt(500)
        t.wait(1000)
      }
      t.attempt(200)
      t.value()
    }
  }).split('\n')
  const told = lines.flatMap((line) => /s {2}call (\d+)$/.exec(line)?.[1] ?? []).map(Number)
  expect(told.slice(0, 3)).toEqual([0, 29, 30])
  expect(told.at(-1)).toBe(69)
  expect(told.filter((call) => call >= 30 && call < 50).length).toBeGreaterThan(4)
})

test('the full timeline leaves nothing out', () => {
  const run = runOf((t) => {
    t.call()
    for (let count = 0; count < 100; count++) t.attempt(500)
    t.error({ status: 500 })
  })
  const lines = timeline(run.trace, run.results, { width: 80, paint: plain, full: true })
  expect(lines.filter((line) => line.includes('status(500)'))).toHaveLength(100)
})

test('no line is wider than the screen, whatever clients throw', () => {
  const script = (t: Recorder) => {
    t.call()
    t.attempt(500, { fault: `api.internalError({ message: '${'long '.repeat(50)}' })` })
    t.error({ name: 'X'.repeat(100), message: '\u001B[2J\n'.repeat(100) })
  }
  for (const line of shown(script).split('\n')) {
    expect(line.length).toBeLessThanOrEqual(80)
    expect(line).not.toContain('\u001B')
  }
})

// Helpers

function shown(script: (t: Recorder) => void): string {
  const { trace, results } = runOf(script)
  return timeline(trace, results, { width: 80, paint: plain }).join('\n')
}
