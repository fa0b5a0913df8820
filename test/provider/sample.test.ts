/** Values made up by a JSON Schema. A validator of draft 2020-12 that is not ours says whether they follow it. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleOf } from '../../src/provider/sample.ts'

const ajv = new Ajv2020({ strict: false, logger: false })

test('a minimal value has what is required, and the first of what is offered', () => {
  const schema = {
    type: 'object',
    properties: { unit: { enum: ['celsius', 'kelvin'] }, days: { type: 'integer' }, kind: { const: 'weather' } },
    required: ['unit', 'kind'],
  }
  expect(sampleOf(schema)).toEqual({ unit: 'celsius', kind: 'weather' })
})

test.each([
  { type: 'string', minLength: 20 },
  { type: 'string', maxLength: 3 },
  { type: ['null', 'string'] },
  { type: 'number', exclusiveMinimum: 10 },
  { type: 'number', maximum: -2.5 },
  { type: 'integer', minimum: 1.5 },
  { type: 'integer', maximum: 0, multipleOf: 5 },
  { type: 'integer', exclusiveMaximum: 1 },
  { type: 'boolean' },
  { type: 'array', items: { type: 'integer' }, minItems: 3 },
  { type: 'array', prefixItems: [{ type: 'string' }, { type: 'boolean' }], minItems: 2 },
  { anyOf: [{ type: 'string' }, { type: 'null' }] },
  {
    oneOf: [{ $ref: '#/$defs/City' }],
    $defs: { City: { type: 'object', properties: { a: { type: 'null' } }, required: ['a'] } },
  },
  {
    allOf: [
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { properties: { b: { type: 'integer' } }, required: ['b'] },
    ],
  },
  {
    type: 'object',
    properties: { node: { $ref: '#/$defs/Node' } },
    required: ['node'],
    $defs: {
      Node: {
        type: 'object',
        properties: { next: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/Node' }] } },
        required: ['next'],
      },
    },
  },
  { type: 'object', required: ['anything'] },
])('a sample of %j follows it', (schema) => {
  expect(follows(schema, sampleOf(schema))).toBe(true)
})

test('any schema of the plain kinds has a sample that follows it', () => {
  const leaf = fc.oneof(
    fc.record({ type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null') }),
    fc.record({ enum: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 3 }) }),
    fc.record({ const: fc.jsonValue() }),
    fc.record({ type: fc.constant('integer'), minimum: fc.integer({ min: -99, max: 99 }) }),
  )
  const { schema } = fc.letrec((tie) => ({
    schema: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.nat(2) }),
      fc
        .dictionary(fc.string({ minLength: 1, maxLength: 4 }), tie('schema'), { maxKeys: 3 })
        .map((properties) => ({ type: 'object', properties, required: Object.keys(properties) })),
    ),
  }))
  fc.assert(
    fc.property(schema, (made) => {
      expect(follows(made as object, sampleOf(made))).toBe(true)
    }),
  )
})

test('of what is no schema it makes an empty object, and a schema that never ends has an end', () => {
  for (const schema of [undefined, null, 5, 'text', []]) expect(sampleOf(schema)).toEqual({})
  const endless = {
    $ref: '#/$defs/A',
    $defs: { A: { type: 'object', properties: { a: { $ref: '#/$defs/A' } }, required: ['a'] } },
  }
  expect(() => JSON.stringify(sampleOf(endless))).not.toThrow()
})

// Helpers

function follows(schema: object, value: unknown): boolean {
  return ajv.validate(schema, value)
}
