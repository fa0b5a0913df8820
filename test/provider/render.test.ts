/** How a fault becomes the acts of an answer. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Act, completeAnswer } from '../../src/fault/answer.ts'
import { reset, silence } from '../../src/fault/cut.ts'
import type { Fault } from '../../src/fault/fault.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { status } from '../../src/fault/status.ts'
import { anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { json, jsonDialect } from '../../src/provider/json.ts'
import type { Dialect } from '../../src/provider/provider.ts'
import { render } from '../../src/provider/render/render.ts'
import { randomAt } from '../../src/random.ts'
import { anyFault } from '../fault/arbitrary.ts'
import { aRequest } from './request.ts'

const EPOCH_MS = Date.parse('2026-01-01T00:00:00.000Z')
const api = json()

test('an error is one complete answer', () => {
  expect(acts(api.internalError())).toEqual([
    {
      act: 'head',
      status: 500,
      headers: [
        ['date', 'Thu, 01 Jan 2026 00:00:00 GMT'],
        ['content-type', 'application/json'],
        ['x-request-id', expect.stringMatching(/^req_01/)],
      ],
    },
    { act: 'body', text: '{"error":{"status":500,"message":"Internal server error"}}' },
    { act: 'end' },
  ])
})

test('a delay passes first, and the dates in the answer come after it', () => {
  const [wait, head] = acts(api.rateLimited({ delay: '2s', retryAfter: { dateIn: '30s' } }))
  expect(wait).toEqual({ act: 'wait', delayMs: 2000 })
  expect(header(head, 'date')).toBe('Thu, 01 Jan 2026 00:00:02 GMT')
  expect(header(head, 'retry-after')).toBe('Thu, 01 Jan 2026 00:00:32 GMT')
})

test('what tells a client when to come back is sent as it was said', () => {
  const [head] = acts(api.internalError({ retryAfter: 'soon', retryAfterMs: 1500, shouldRetry: false }))
  expect(header(head, 'retry-after')).toBe('soon')
  expect(header(head, 'retry-after-ms')).toBe('1500')
  expect(header(head, 'x-should-retry')).toBe('false')
})

test("a fault's own headers replace those of the dialect, whatever their case", () => {
  const [head] = acts(
    api.internalError({ retryAfter: 5, headers: { 'Content-Type': 'text/plain', 'Retry-After': '7' } }),
  )
  expect(header(head, 'content-type')).toBe('text/plain')
  expect(header(head, 'retry-after')).toBe('7')
})

test("a dialect's own spelling of a header doesn't save it from being replaced", () => {
  const dialect: Dialect = { ...jsonDialect, statusAnswer: () => completeAnswer(500, [['X-Region', 'eu']], []) }
  const [head] = acts(api.internalError({ headers: { 'x-region': 'us' } }), {}, dialect)
  expect(header(head, 'x-region')).toBe('us')
})

test('a body that is late comes half before and half after the wait', () => {
  const [head, first, wait, rest, end] = acts(healthy({ bodyDelay: '1m' }))
  expect([head?.act, wait, end]).toEqual(['head', { act: 'wait', delayMs: 60_000 }, { act: 'end' }])
  expect(text(first) + text(rest)).toBe('{"ok":true}')
})

test("a user's own handlers answer by their name", () => {
  expect(acts(healthy('mine', { delay: 5 }))).toEqual([
    { act: 'wait', delayMs: 5 },
    { act: 'handlers', name: 'mine' },
  ])
})

test('a reset and silence come before the headers, or after half of a true body', () => {
  expect(acts(reset())).toEqual([{ act: 'reset' }])
  expect(acts(silence({ delay: 5 }))).toEqual([{ act: 'wait', delayMs: 5 }, { act: 'hold' }])
  expect(acts(reset({ at: 'body' })).map(({ act }) => act)).toEqual(['head', 'body', 'reset'])
  expect(acts(silence({ at: 'body' })).map(({ act }) => act)).toEqual(['head', 'body', 'hold'])
  expect(text(acts(reset({ at: 'body' }))[1])).toBe('{"ok"')
})

test('a stream breaks between two events', () => {
  const parts = acts(reset({ at: 'body' }), { stream: true }, anthropicDialect).filter(({ act }) => act === 'body')
  expect(parts.length).toBeGreaterThan(1)
  expect(parts.every((part) => text(part).endsWith('\n\n'))).toBe(true)
  expect(parts.map(text).join('')).not.toContain('message_stop')
})

test('half of a surrogate pair is never sent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (whole) => {
      const cut: Dialect = { ...jsonDialect, healthyAnswer: () => ({ headers: [], body: whole }) }
      const sent = acts(healthy({ bodyDelay: 5 }), {}, cut).filter(({ act }) => act === 'body')
      expect(sent.map(text).join('')).toBe(whole)
      if (whole.isWellFormed()) expect(sent.every((part) => text(part).isWellFormed())).toBe(true)
    }),
  )
})

test('a status without a body has none', () => {
  expect(acts(status(204)).map(({ act }) => act)).toEqual(['head', 'end'])
})

test('every fault is answered: acts in an order that a server can follow', () => {
  fc.assert(
    fc.property(
      anyFault,
      fc.boolean(),
      fc.constantFrom<Dialect>(anthropicDialect, jsonDialect),
      (fault, stream, dialect) => {
        const order = acts(fault, { stream }, dialect)
          .map(({ act }) => act)
          .join(' ')
        expect(order).toMatch(
          /^(wait )?((head( (body|bytes|gzip|raw|wait))* (end|reset|close|hold|ping))|raw close|reset|close|hold|handlers)$/,
        )
      },
    ),
  )
})

// Helpers

function acts(fault: Fault, request = {}, dialect: Dialect = jsonDialect): readonly Act[] {
  return render(fault, aRequest(request), dialect, { epochMs: EPOCH_MS, random: (key) => randomAt(1, key, 0) }).answer
}

function header(act: Act | undefined, name: string): string | undefined {
  const found = act?.act === 'head' ? act.headers.filter(([key]) => key.toLowerCase() === name) : []
  expect(found.length).toBe(1)
  return found[0]?.[1]
}

function text(act: Act | undefined): string {
  return act?.act === 'body' ? act.text : ''
}
