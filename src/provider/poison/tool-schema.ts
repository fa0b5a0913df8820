/** Tells a tool's JSON Schema that an API refuses for good. The only door to `ajv`. */
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { isRecord, named } from '../../fault/options.ts'

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'

/**
 * What is wrong with the schema of a tool's input, with the path to it, such as `properties.city.type must be one of …`;
 * null when it is a schema of an object in JSON Schema draft 2020-12. What `$schema` says of itself is not asked: APIs
 * read every tool by the one draft that they know. A `$ref` is not followed, nor is a keyword known that the draft has not.
 */
export function schemaFlaw(schema: unknown): string | null {
  if (!isRecord(schema)) return `it is ${named(schema)}, not an object`
  const valid = metaSchema()
  if (!valid(schema)) return reason(valid.errors ?? [])
  return schema.type === 'object' ? null : `type must be "object", and is ${named(schema.type)}`
}

/** The innermost of the errors: an outer one only says that some alternative of the draft failed. */
function reason(errors: readonly ErrorObject[]): string {
  const inner = errors.reduce((best, error) => (depth(error) > depth(best) ? error : best))
  const path = inner.instancePath.slice(1).split('/').map(unescapePointer).join('.')
  const { allowedValues } = inner.params as { allowedValues?: unknown }
  const must = Array.isArray(allowedValues)
    ? `must be one of ${allowedValues.join(', ')}`
    : (inner.message ?? 'is wrong')
  return `${path || 'it'} ${must}`
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

let loaded: ValidateFunction | undefined

// Importing ajv takes 25 to 30 ms, and making ready the draft some 35 ms more: no run shall pay for it that judges no
// schema, and those that do can't wait for a promise. So it is required, which is synchronous, at the first schema.
function metaSchema(): ValidateFunction {
  if (loaded === undefined) {
    const require = process.getBuiltinModule('node:module').createRequire(import.meta.url)
    const { Ajv2020: Validator } = require('ajv/dist/2020.js') as { Ajv2020: typeof Ajv2020 }
    loaded = new Validator({ strict: false, logger: false }).getSchema(DRAFT)!
  }
  return loaded
}
