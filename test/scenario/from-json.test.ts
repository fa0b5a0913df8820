/** Reading scenarios back from JSON. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenarioFromJson } from '../../src/scenario/from-json.ts'
import { anyScenario } from './arbitrary.ts'
import { outcome } from './outcome.ts'

test('what is written as JSON reads back as the same data', () => {
  fc.assert(
    fc.property(anyScenario, (made) => {
      expect(scenarioFromJson(JSON.parse(JSON.stringify(made)))).toStrictEqual(made)
    }),
  )
})

test.each([
  [null, 'Failed to read the scenario from JSON: it is null, not an object.'],
  [{ script: 5 }, 'Failed to read script from JSON: it is 5, not a list.'],
  [{ script: [{ kind: 'explode' }] }, 'Failed to read script[0] from JSON: its kind is "explode", which is no fault'],
  [{ script: [{ kind: 'times', count: 0, items: [{ kind: 'reset', at: 'body' }] }] }, 'Failed to make times(0, …)'],
  [{ script: [{ kind: 'reset', at: 'body', dleayMs: 5 }] }, 'it has no option "dleayMs".'],
  [{ script: [], version: 2 }, 'it has no option "version".'],
])('JSON that no constructor would have made is refused', (data, message) => {
  expect(() => scenarioFromJson(data)).toThrow(message)
})

test('JSON of any shape is a scenario or a sentence', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(outcome(() => scenarioFromJson({ name: 'x', description: 'x', provider: value, script: [value] }))).toBe(
        'sentence',
      )
    }),
  )
})
