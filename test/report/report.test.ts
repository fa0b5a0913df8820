/** The whole report, as readers see it. */
import { expect, test } from 'vitest'
import { defineProperty } from '../../src/property/custom.ts'
import { advise } from '../../src/property/severity.ts'
import { textReport } from '../../src/report/report.ts'
import { attempts } from '../../src/trace/view.ts'
import { hasty, repaired, runOf } from './stories.ts'

const replay = 'npx tsx run-scenario told --seed 1'

test('a report of a violation reads from what happened to what to do', () => {
  expect(textReport(runOf(hasty), { replay })).toMatchInlineSnapshot(`
    "firedrill: told through told
    What the test tells.
    seed 1, 1s drilled in 12ms

      time    attempt     wait  what happened

    0.000s  call 0
    0.000s          0           500 status(500)
    1.000s          1  +1.000s  503 status(503)  ◀ R3
    1.000s          2  +0.000s  500 status(500)  ◀ R3 R12
    1.000s  ✗ error             Error: no luck  ◀ R12

    · unexercised  R4 jitters, R5 honours-retry-after, R6 spares-permanent-errors,
                   R8 recovers, R9 falls-back, R10 breaks-circuit, R11
                   bounds-attempts, R13 hides-raw-errors, R14 logs-failures, R15
                   alerts-sparingly, R17 contains-amplification, R18 eases-off, R19
                   obeys-abort, R20 no-duplicate-effects, R22 drains-queue.
                   --verbose says what each needs.
    ✓ held         R1 retries-transient: Another attempt followed 1 transient
                   failure.
    ✓ held         R2 caps-retries: At most 2 retries in a call, none declared.
    ✓ held         R7 terminates: 1 call ended, the longest after 1s.
    ✓ held         R16 resends-faithfully: 2 retries sent the same request as
                   before.
    ✓ held         R21 stays-healthy: 1 failed call, nothing unhandled and nothing
                   piling up.

    ✗ VIOLATED     R3 backs-off: Attempt 2 of call 0 was sent at 1s, the instant
                   that attempt 1 had failed; any client owes some wait before a
                   retry. Wait before every retry, longer each time (1s, 2s, 4s are
                   the default figures).
                   Evidence: attempt 1 answered 503 at 1.000s; attempt 2 created at
                   1.000s.

    ✗ VIOLATED     R12 surfaces-errors: Call 0 ended at 1s with "Error: no luck",
                   which has lost the status 500 of attempt 2 of call 0, in its
                   causes too. Keep the original error as \`cause\`, or copy its
                   status and request id.
                   Evidence: attempt 2 answered 500 at 1.000s; call 0 ended at
                   1.000s.

    FAIL  22 rules: 5 held, 2 violated, 15 unexercised
      Violated: R3 backs-off, R12 surfaces-errors.

    Replay: npx tsx run-scenario told --seed 1
    "
  `)
})

test('a pass says how much of it was tested', () => {
  const report = textReport(runOf(repaired), { replay })
  expect(report).toContain('\nPASS  22 rules: 5 held, 0 violated, 17 unexercised\n')
  expect(report).toContain(`\nReplay: ${replay}\n`)
})

test('a run that shows nothing says why', () => {
  const report = textReport({ ...runOf(repaired), required: ['obeys-abort'] }, { replay })
  expect(report).toContain('\nINCONCLUSIVE  ')
  expect(report).toContain('\n  obeys-abort is required, but stayed unexercised: ')
})

test('an unexpected host is a reason to fail, without a property', () => {
  const run = runOf((t) => {
    repaired(t)
    t.unexpectedHost()
  })
  expect(textReport(run, { replay })).toContain('\n  unexpected host telemetry.test: Nobody plays telemetry.test.\n')
})

test('what is only advised is told and proved, and fails nothing', () => {
  const run = runOf(repaired)
  const never = defineProperty({
    id: 'never-tries-again',
    claim: 'Nothing is tried again.',
    check: (trace) => {
      const evidence = [attempts(trace)[1]!.createdAt]
      return { verdict: 'violated', message: 'Attempt 1 was a second try.', evidence }
    },
  })
  const results = [...run.results, advise(never).check(run.trace)]
  const report = textReport({ ...run, results }, { replay })
  expect(report).toContain('\n! advised      own never-tries-again: Attempt 1 was a second try.\n')
  expect(report).toMatch(/ {15}Evidence: attempt 1 created at 1\.000s\.\n/)
  expect(report).toMatch(/1\.000s +1 +\+1\.000s .* ◀ never-tries-again\n/)
  expect(report).toMatch(/\nPASS {2}\d+ rules: \d+ held, 0 violated, 1 advised, \d+ unexercised\n/)
  const failing = textReport({ ...run, results: [...run.results, never.check(run.trace)] }, { replay })
  expect(failing).toContain('\n  Violated: own never-tries-again.\n')
})

test('a host that every call tries is told once', () => {
  const run = runOf(repaired)
  const events = [0, 1, 2].map((call) => {
    const message = `Call ${call} tried telemetry.test.`
    return {
      kind: 'unexpected-host' as const,
      why: 'unexpected' as const,
      t: 0,
      call,
      attempt: null,
      host: 'telemetry.test:443',
      message,
    }
  })
  const report = textReport({ ...run, trace: { ...run.trace, events } }, { replay })
  expect(report).toContain(
    '\n  unexpected host telemetry.test:443: Call 0 tried telemetry.test. (And 2 more\n  like it.)\n',
  )
})

test('colour adds nothing to the words', () => {
  const paint = (style: string, text: string) => `<${style}>${text}</>`
  const report = textReport(runOf(hasty), { replay, paint })
  expect(report.replaceAll(/<\w*>|<\/>/g, '')).toBe(textReport(runOf(hasty), { replay }))
  expect(report).toContain('<bad>FAIL</>')
})
