/** Which broken rules explain which others: what a report can name as the cause, and what as its consequence. */
import { allProperties, broughtBy, RELATIONS } from 'firedrill'
import { expect, test } from 'vitest'

const rules = allProperties().map(({ rule }) => rule)

test('retries beyond the promise may pass the budget over all calls, and never end', () => {
  expect(broughtBy('R2')).toEqual(expect.arrayContaining(['R7', 'R17']))
})

test('a rule of nobody brings nothing', () => {
  expect(broughtBy('own')).toEqual([])
})

test('relations name rules that are judged, each pair once and none with itself', () => {
  for (const { rule, brings } of RELATIONS) {
    expect(rules).toContain(rule)
    expect(rules).toContain(brings)
    expect(brings).not.toBe(rule)
  }
  const pairs = RELATIONS.map(({ rule, brings }) => `${rule} ${brings}`)
  expect(pairs).toHaveLength(new Set(pairs).size)
})

test('relations stand in the order of their rules, and each says why in a sentence', () => {
  const places = RELATIONS.map(({ rule }) => rules.indexOf(rule))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  for (const { why } of RELATIONS) expect(why).toMatch(/^[A-Z][^.]+\.$/)
})
