/** A scorecard as a reader of a terminal sees it. */
import { describe, expect, test } from 'vitest'
import { scorecardText } from '../../src/report/scorecard-text.ts'
import { cardOf, scorecardOf } from './scorecards.ts'

const FIX = { rule: 'R3', id: 'backs-off', violated: 2, instead: 'It waits longer each time.' } as const

describe('of one client', () => {
  const text = scorecardText(scorecardOf([cardOf('ask', { R1: 45, R3: ['outage', 'flapping'] }, [FIX])]), null)

  test('every rule is a row that says what became of it', () => {
    expect(text).toMatch(/^R1 {2}retries-transient +✓ held 45$/m)
    expect(text).toMatch(/^R3 {2}backs-off +✗ VIOLATED 2 of 12, smallest: outage$/m)
    expect(text).toMatch(/^R9 {2}falls-back +· unexercised$/m)
    expect(text.match(/^R\d+ /gm)).toHaveLength(22)
  })

  test('a violation is told with how to see it again, and what to do instead', () => {
    expect(text).toMatch(/R3 backs-off: It broke backs-off\.\n {2}Replay: npx firedrill run outage/)
    expect(text).toMatch(/ {2}1\. R3 backs-off\n {5}It waits longer each time\./)
  })

  test('what never came to the test is followed by what it needs', () => {
    expect(text).toContain('R9 falls-back: Declare what falls-back needs.')
  })

  test('it ends in a verdict', () => {
    expect(text).toMatch(/\nFAIL {2}22 rules: 1 held, 1 violated, 20 unexercised\n$/)
  })

  test('without a violation nothing is to be fixed', () => {
    const passed = scorecardText(scorecardOf([cardOf('ask', { R1: 45 })]), null)
    expect(passed).not.toContain('fix')
    expect(passed).toMatch(/\nPASS {2}22 rules/)
  })

  test('the reasons of a verdict are told, the first few of many', () => {
    const reasons = Array.from({ length: 9 }, (_, place) => `Reason ${place}.`)
    const doubtful = { ...cardOf('ask', {}), verdict: 'inconclusive' as const, reasons, inconclusive: 9 }
    const told = scorecardText(scorecardOf([doubtful]), null)
    expect(told).toContain('  Reason 4.\n  And 4 more reasons, in the JSON.\n  9 scenarios could not be judged.\n')
    expect(told).not.toContain('Reason 5')
  })
})

describe('of several clients', () => {
  const many = Array.from({ length: 12 }, (_, place) => cardOf(`client-${place}`, { R1: 45, R3: ['outage'] }, [FIX]))

  test('they stand side by side, each under its letter', () => {
    const text = scorecardText(scorecardOf([cardOf('ask', { R1: 45 }), cardOf('tell', { R1: ['outage'] })]), null)
    expect(text).toMatch(/^A {3}ask\nB {3}tell$/m)
    expect(text).toMatch(/^ {28}A {9}B$/m)
    expect(text).toMatch(/^R1 {2}retries-transient {7}✓ 45 {6}✗ 1\/11$/m)
    expect(text).toMatch(/^R9 {2}falls-back {14}· {9}·$/m)
  })

  test('those that do not fit have a table of their own', () => {
    const text = scorecardText(scorecardOf(many), null)
    expect(text.match(/^R1 .*$/gm)).toHaveLength(3)
    expect(
      text
        .match(/^ {28}[A-Z] .*$/gm)
        ?.join(' ')
        .match(/[A-Z]/g),
    ).toEqual([...'ABCDEFGHIJKL'])
    expect(scorecardText(scorecardOf(many), null, { width: 160 }).match(/^R1 .*$/gm)).toHaveLength(1)
  })

  test('what a good client does is said once', () => {
    expect(scorecardText(scorecardOf(many), null).match(/It waits longer each time/g)).toHaveLength(1)
  })

  test('each has its verdict, by its name', () => {
    expect(scorecardText(scorecardOf(many), null)).toContain('\nFAIL  client-11: 22 rules: 1 held')
  })
})

describe('with a baseline', () => {
  const before = scorecardOf([cardOf('ask', { R1: 45, R3: 12, R4: ['flapping'], R5: 3 })], ['outage', 'old'])
  const after = scorecardOf([cardOf('ask', { R1: 45, R3: ['outage'], R4: 9, R6: 2 })], ['outage', 'new'])
  const text = scorecardText(after, before)

  test('it says what has changed, the worst first', () => {
    const change = text.slice(text.indexOf('Since the baseline')).replaceAll(/\s+/g, ' ')
    expect(change).toContain(
      'Since the baseline ' +
        '✗ NEWLY VIOLATED R3 backs-off of ask: held in 12, now violated in 1 of 11, smallest: outage ' +
        '! no longer tested R5 honours-retry-after of ask: held in 3, now never came to the test ' +
        '✓ cured R4 jitters of ask: violated in 1 of 11, smallest: flapping, now held in 9 ' +
        '✓ newly tested R6 spares-permanent-errors of ask: never came to the test, now held in 2 ' +
        '+ new scenarios new - gone scenarios old',
    )
  })

  test('it says in which scenarios a rule is violated more, and in which no longer', () => {
    const names = Array.from({ length: 9 }, (_, place) => `s${place}`)
    const one = scorecardOf([cardOf('ask', { R1: ['odd'], R3: ['odd', 's8'] })], ['odd', ...names])
    const other = scorecardOf([cardOf('ask', { R1: ['odd', ...names], R3: ['odd'] })], ['odd', ...names])
    expect(scorecardText(other, one).replaceAll(/\s+/g, ' ')).toContain(
      '✗ WORSE R1 retries-transient of ask is now violated in 9 scenarios more: s0, s1, s2, s3, s4, s5 and 3 more, ' +
        'smallest s0. ✓ better R3 backs-off of ask is no longer violated in 1 scenario: s8. ',
    )
  })

  test('it says so when nothing has', () => {
    expect(scorecardText(after, after)).toContain('Since the baseline\n  Nothing has changed.\n')
  })
})

test('one that is not whole says so', () => {
  const text = scorecardText({ ...scorecardOf([cardOf('ask', { R1: 4 })]), partial: { done: 3, total: 8 } }, null)
  expect(text.replaceAll(/\s+/g, ' ')).toMatch(
    /The audit was interrupted after 3 of 8 drills\. What it did not come to is missing here\. $/,
  )
})

test('what was left out of an audit is counted, the first few by name', () => {
  const text = scorecardText(scorecardOf([{ ...cardOf('ask', {}), untold: ['a', 'b', 'c', 'd', 'e'] }]), null)
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    '5 scenarios of other APIs left out, which anthropic has no words for: a, b, c and 2 more',
  )
})

test.each([60, 80, 100])('no line but a replay command is wider than %i', (width) => {
  const name = 'a-client-with-a-name-that-goes-on-and-on-'.repeat(4)
  const cards = [cardOf(name, { R1: 45, R3: ['outage'] }, [FIX]), cardOf('ask', { R1: 2 })]
  const texts = [
    scorecardText(scorecardOf(cards), scorecardOf([cardOf('ask', { R3: 1 })]), { width }),
    scorecardText(scorecardOf(cards.slice(0, 1)), scorecardOf(cards), { width }),
  ]
  const wide = texts
    .flatMap((text) => text.split('\n'))
    .filter((line) => [...line].length > width && !line.includes('Replay:'))
  expect(wide).toEqual([])
})

test('what a client is called can do a terminal no harm', () => {
  const text = scorecardText(scorecardOf([cardOf('ask\u001b[2J\nbig', { R3: ['outage'] })]), null)
  expect(text).not.toContain('\u001b')
  expect(text).toContain('audit of ask [2J big\n')
})
