/** Walks along a chain by example: which retries the call's own count is charged with, and which host a request goes to. */
import { expect, test } from 'vitest'
import { type ContractOptions, contract } from '../../src/contract/contract.ts'
import { chargedRetries, hostOf, linkName } from '../../src/property/chain.ts'
import { calls } from '../../src/trace/view.ts'
import { traceOf } from './trace-builder.ts'

test("a step along the chain isn't charged, a retry on a link is, unless the link has a count of its own", () => {
  expect(charged({})).toEqual([1, 2, 3, 4])
  expect(charged({ fallback: { chain: ['opus', 'sonnet', 'haiku'] } })).toEqual([1, 3])
  expect(charged({ fallback: { chain: ['opus', { model: 'sonnet', retries: 1 }, 'haiku'] } })).toEqual([1])
})

test('what stands on no link is charged as ever', () => {
  expect(charged({ fallback: { chain: ['opus', 'haiku'] } })).toEqual([1, 2, 3, 4])
})

test.each([
  ['https://API.example.com/v1/messages?x=1', 'api.example.com'],
  ['http://user:secret@localhost:8080#top', 'localhost:8080'],
  ['https://[::1]:443/', '[::1]:443'],
  ['nonsense', 'nonsense'],
])('the host of %s is %s', (url, host) => {
  expect(hostOf(url)).toBe(host)
})

test('a link is named by what it declares', () => {
  const named = (model: string | null, host: string | null) => linkName({ model, host, retries: null })
  expect([named('opus', null), named(null, 'a.test'), named('opus', 'a.test')]).toEqual([
    'opus',
    'a.test',
    'opus at a.test',
  ])
})

test('of requests that never arrived, only what the chain cannot account for is charged', () => {
  const refused = (count: number, declared: ContractOptions) => {
    const trace = traceOf(declared, (t) => {
      t.call()
      for (let attempt = 0; attempt < count; attempt++) t.fail(t.create(), 'service', { code: 'ECONNREFUSED' })
      t.error()
    })
    return chargedRetries(calls(trace)[0]!, contract(declared)).length
  }
  expect(refused(5, {})).toBe(4)
  expect(refused(5, { fallback: { chain: ['opus', 'sonnet', 'haiku'] } })).toBe(2)
  expect(refused(5, { fallback: { chain: ['opus', { model: 'sonnet', retries: 1 }] } })).toBe(2)
  expect(refused(5, { fallback: { chain: [{ host: 'api.test' }, { host: 'other.test' }] } })).toBe(4)
})

// Helpers

/** The attempts that are charged, of opus twice, sonnet twice, then haiku. */
function charged(declared: ContractOptions): number[] {
  const trace = traceOf(declared, (t) => {
    t.call()
    for (const model of ['opus', 'opus', 'sonnet', 'sonnet', 'haiku']) t.attempt(529, { model })
    t.error({ status: 529 })
  })
  const call = calls(trace)[0]!
  return chargedRetries(call, contract(declared)).map(({ after }) => after.attempt)
}
