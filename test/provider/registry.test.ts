/** Dialects by name, and how users add one. */
import { expect, test } from 'vitest'
import { anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import { json, jsonDialect } from '../../src/provider/json.ts'
import { defineDialect, dialectOf, provider } from '../../src/provider/registry.ts'

test('the dialects of the package are known by name', () => {
  expect(dialectOf('anthropic')).toBe(anthropicDialect)
  expect(dialectOf('json')).toBe(jsonDialect)
  expect(() => dialectOf('opnai')).toThrow(
    /^Failed to find the provider "opnai": only these are known: anthropic, openai, gemini, problem, json/,
  )
})

test('a user adds a dialect, and gets its constructor', () => {
  const teapot = defineDialect({
    ...jsonDialect,
    name: 'teapot',
    hosts: ['tea.example'],
    statuses: { shortAndStout: 418 },
  })
  const api = teapot({ hosts: ['pot.example'] })
  expect(api.shortAndStout({ retryAfter: 3 })).toEqual({ kind: 'status', status: 418, retryAfter: 3 })
  expect(api.hosts).toEqual(['pot.example'])
  expect(provider('teapot').hosts).toEqual(['tea.example'])
  expect(dialectOf('teapot').statuses).toEqual({ shortAndStout: 418 })
})

test('the dialects of the package, and what every provider has, stay what they are', () => {
  expect(() => defineDialect({ ...jsonDialect, name: 'json' })).toThrow('a dialect of this name comes with firedrill')
  expect(() => defineDialect({ ...jsonDialect, name: 'Tea Pot' })).toThrow('its name is not in kebab-case')
  expect(() => defineDialect({ ...jsonDialect, name: 'tea', statuses: { healthy: 200 } })).toThrow(
    'a "healthy" of its own',
  )
})

test('a generic JSON API is every host unless it is told otherwise', () => {
  expect(json().hosts).toEqual([])
  expect(json({ hosts: ['api.example.com'] }).hosts).toEqual(['api.example.com'])
})
