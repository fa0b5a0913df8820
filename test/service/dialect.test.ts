/** What the service leaves to the dialect: to find poison, and to say of what kind it is. */
import { expect, test } from 'vitest'
import { anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import type { Poisoning } from '../../src/provider/provider.ts'
import { poison } from '../../src/scenario/poison.ts'
import { serve } from '../../src/service/serve.ts'
import { initialState } from '../../src/service/state.ts'
import { aRequest } from '../provider/request.ts'
import { drive, OPTIONS } from './drive.ts'

const POISONED = initialState({ script: [poison({})] })

function labelOf(found: Poisoning | null): string {
  return serve(POISONED, aRequest(), 0, { ...OPTIONS, dialect: { ...anthropicDialect, findPoison: () => found } }).label
}

test('what the dialect finds is told in its words', () => {
  const found = { check: 'image', status: 400, message: 'No image.' } as const
  expect(labelOf(null)).toBe('healthy()')
  expect(labelOf(found)).toBe("api.badRequest({ message: 'No image.' })")
  expect(labelOf({ ...found, errorType: 'no_image' })).toMatch(/^api\.badRequest\(\{.*errorType: 'no_image'.*\}\)$/)
})

test('a dialect that knows no poison finds none', () => {
  const { findPoison: _, ...dialect } = anthropicDialect
  expect(serve(POISONED, aRequest(), 0, { ...OPTIONS, dialect }).label).toBe('healthy()')
})

test('the names in one answer have nothing to do with each other', () => {
  const said = JSON.stringify(drive([], [0]).served[0]?.answer)
  const nameAfter = (prefix: string) => new RegExp(`${prefix}_(\\w{8,})`).exec(said)?.[1]
  const [request, message] = [nameAfter('req'), nameAfter('msg')]
  expect([request, message]).not.toContain(undefined)
  // As many of the last letters as both have for sure.
  expect(request?.slice(-8)).not.toBe(message?.slice(-8))
})
