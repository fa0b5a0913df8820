/** Values made up by a JSON Schema: what a model might have written when it was told to follow one. */
import { isRecord } from '../fault/options.ts'

type Schema = Readonly<Record<string, unknown>>

// Schemas may refer to themselves; a minimal value of one that must goes no deeper than this.
const DEPTH = 16

/**
 * A minimal value that follows a JSON Schema: the properties that it requires and no others, the first of what it
 * offers, the least of what it counts. Patterns, `not` and conditions are not read. Pure, and total: of a schema that
 * is none it makes an empty object.
 */
export function sampleOf(schema: unknown): unknown {
  return isRecord(schema) ? made(schema, schema, DEPTH) : {}
}

function made(schema: unknown, root: Schema, depth: number): unknown {
  if (!isRecord(schema) || depth === 0) return null
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0]
  const inner = (part: unknown) => made(part, root, depth - 1)
  if (typeof schema.$ref === 'string') return inner(referred(schema.$ref, root))
  if (Array.isArray(schema.allOf)) return inner(merged(schema, schema.allOf, root))
  const choice = firstOf(schema.anyOf) ?? firstOf(schema.oneOf)
  if (choice !== undefined) return inner(merged(schema, [choice], root))
  switch (typeOf(schema)) {
    case 'string':
      return stringOf(schema)
    case 'number':
      return numberOf(schema, Number(schema.multipleOf) || 1)
    case 'integer':
      return numberOf(schema, Math.max(1, Number(schema.multipleOf) || 1))
    case 'boolean':
      return true
    case 'null':
      return null
    case 'array':
      return arrayOf(schema, inner)
    default:
      return objectOf(schema, inner)
  }
}

/** The type that it names first, or that its keywords are about. */
function typeOf({ type, items, prefixItems }: Schema): unknown {
  const named = firstOf(type) ?? type
  if (named !== undefined) return named
  return items !== undefined || prefixItems !== undefined ? 'array' : 'object'
}

function objectOf({ properties, required }: Schema, inner: (part: unknown) => unknown): object {
  const known = isRecord(properties) ? properties : {}
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : []
  return Object.fromEntries(names.map((name) => [name, Object.hasOwn(known, name) ? inner(known[name]) : 'sample']))
}

function arrayOf({ items, prefixItems, minItems }: Schema, inner: (part: unknown) => unknown): unknown[] {
  const length = Math.min(Number(minItems) || 0, 100)
  const first = Array.isArray(prefixItems) ? prefixItems : []
  return Array.from({ length }, (_, index) => (index < first.length ? inner(first[index]) : inner(items ?? {})))
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-01',
  time: '12:00:00Z',
  'date-time': '2026-01-01T12:00:00Z',
  duration: 'PT1M',
  email: 'someone@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
}

function stringOf({ format, minLength, maxLength }: Schema): string {
  const known = typeof format === 'string' ? FORMATS[format] : undefined
  if (known !== undefined) return known
  const least = Math.min(Number(minLength) || 0, 10_000)
  return 'sample'.padEnd(least, 'e').slice(0, typeof maxLength === 'number' ? maxLength : undefined)
}

/** The least multiple of the step that the bounds allow; one when they allow it. */
function numberOf({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Schema, step: number): number {
  const least = Math.max(Number(minimum ?? -Infinity), Number(exclusiveMinimum ?? -Infinity))
  const most = Math.min(Number(maximum ?? Infinity), Number(exclusiveMaximum ?? Infinity))
  const above = Math.ceil(least / step) * step
  if (least > step || (least === step && exclusiveMinimum === least))
    return exclusiveMinimum === above ? above + step : above
  const below = Math.floor(most / step) * step
  if (most < step || (most === step && exclusiveMaximum === most))
    return exclusiveMaximum === below ? below - step : below
  return step
}

/** One schema that asks for what each of these asks for, as far as a minimal value needs it. */
function merged(schema: Schema, parts: readonly unknown[], root: Schema): Schema {
  const { allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, ...own } = schema
  const all = [own, ...parts.map((part) => resolved(part, root))].filter(isRecord)
  return {
    ...Object.assign({}, ...all),
    properties: Object.assign({}, ...all.map(({ properties }) => (isRecord(properties) ? properties : {}))),
    required: all.flatMap(({ required }) => (Array.isArray(required) ? required : [])),
  }
}

function resolved(part: unknown, root: Schema): unknown {
  return isRecord(part) && typeof part.$ref === 'string' ? referred(part.$ref, root) : part
}

/** What a reference within the same schema points at, such as `#/$defs/City`. */
function referred(reference: string, root: Schema): unknown {
  let part: unknown = root
  for (const name of reference.split('/').slice(1)) {
    part = isRecord(part) ? part[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
  }
  return part
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined
}
