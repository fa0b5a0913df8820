/** Schemas of tools that are no JSON Schema of an object in draft 2020-12, and those that are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { schemaFlaw } from '../../src/provider/poison/tool-schema.ts'

const city = (schema: unknown) => ({ type: 'object', properties: { city: schema } })

// What draft 2020-12 changed or never allowed (json-schema.org/draft/2020-12/release-notes, and its meta-schemas).
test.each([
  [city({ type: 'strin' }), /^properties\.city\.type must be one of .*string/],
  [city({ type: ['string', 'nothing'] }), /^properties\.city\.type\.1 /],
  [city('string'), /^properties\.city must be object/],
  [city({ type: 'array', items: [{ type: 'string' }] }), /^properties\.city\.items /],
  [city({ type: 'number', minimum: 0, exclusiveMinimum: true }), /^properties\.city\.exclusiveMinimum must be number/],
  [city({ type: 'string', required: true }), /^properties\.city\.required must be array/],
  [city({ type: 'string', minLength: -1 }), /^properties\.city\.minLength must be >= 0/],
  [city({ enum: 'C' }), /^properties\.city\.enum must be array/],
  [{ type: 'object', properties: { 'a/b~c': { type: 'x' } } }, /^properties\.a\/b~c\.type /],
  [{ type: 'object', required: ['city', 'city'] }, /^required /],
  [{}, /^type must be "object", and is undefined$/],
  [{ type: 'array', items: {} }, /^type must be "object", and is "array"$/],
  [true, /^it is true, not an object$/],
  [null, /^it is null, not an object$/],
  [undefined, /^it is undefined, not an object$/],
])('%j has a flaw', (schema, reason) => {
  expect(schemaFlaw(schema)).toMatch(reason)
})

test.each([
  [{ type: 'object' }],
  [{ type: 'object', properties: {}, additionalProperties: false }],
  [city({ type: ['string', 'null'], format: 'no-such-format', description: 'A city' })],
  [city({ type: 'array', prefixItems: [{ type: 'string' }], items: false })],
  [city({ nullable: true, example: 'Paris', 'x-order': 1 })],
  [{ type: 'object', properties: { next: { $ref: '#' } }, $defs: { City: { type: 'string' } } }],
  [{ $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', definitions: {} }],
])('%j has none', (schema) => {
  expect(schemaFlaw(schema)).toBeNull()
})

test('whatever nests rightly has no flaw, and has one once an innermost type is misspelt', () => {
  const { schema } = fc.letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
      { depthSize: 'small' },
      fc.record({ type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null') }),
      fc.record({ type: fc.constant('array'), items: tie('schema') }),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({
        type: fc.constant('object'),
        properties: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('schema'), { minKeys: 1 }),
      }),
    ),
  }))
  fc.assert(
    fc.property(schema, (inner) => {
      expect(schemaFlaw(city(inner))).toBeNull()
      const misspelt = JSON.stringify(inner).replace(/"type":"(?:string|number|integer|boolean|null)"/, '"type":"text"')
      if (misspelt !== JSON.stringify(inner)) expect(schemaFlaw(city(JSON.parse(misspelt)))).not.toBeNull()
    }),
  )
})
