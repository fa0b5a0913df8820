/**
 * A function's declaration as Gemini reads it. Sources: ai.google.dev/api/caching#Schema and `Schema` of `@google/genai`
 * 3.1.0 (the fields and types that it knows); the words as in kaitranntt/ccs issue 25, zereight/gitlab-mcp issue 166,
 * cline/cline issue 7339 and zed-industries/zed issue 44875 (2025), iBUHub/AIStudioToAPI issue 154 (May 2026).
 */
import { isRecord } from '../../fault/options.ts'
import { schemaFlaw } from '../poison/tool-schema.ts'
import { asJsonSchema, declarationsOf, type Fields, fieldOf } from './request.ts'

const NAME = /^[A-Za-z_][\w.:-]{0,63}$/

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'])

const KEYWORDS = new Set(
  `allOf anyOf default description enum example format items maxItems maxLength maxProperties maximum minItems minLength
   minProperties minimum nullable oneOf pattern properties propertyOrdering required title type`.split(/\s+/),
)

/** What is wrong with the functions that a request offers, as Gemini says it of the first; null when nothing is. */
export function toolFlaw(body: Fields): string | null {
  for (const { tool, index, fields } of declarationsOf(body)) {
    const place = `tools[${tool}].function_declarations[${index}]`
    const flaw = nameFlaw(fields, place) ?? parametersFlaw(fields, place)
    if (flaw !== null) return flaw
  }
  return null
}

function nameFlaw({ name }: Fields, place: string): string | null {
  if (typeof name === 'string' && NAME.test(name)) return null
  const why = 'Invalid function name. Must start with a letter or an underscore.'
  return `* GenerateContentRequest.${place}.name: ${why}\n`
}

function parametersFlaw(declaration: Fields, place: string): string | null {
  const jsonSchema = fieldOf(declaration, 'parametersJsonSchema')
  if (jsonSchema !== undefined) return generalFlaw(jsonSchema, `${place}.parameters_json_schema`)
  const { parameters } = declaration
  if (parameters === undefined) return null
  const words = isRecord(parameters) ? parseFlaw(parameters, `${place}.parameters`) : null
  const rules = isRecord(parameters) ? ruleFlaw(parameters, `GenerateContentRequest.${place}.parameters`) : null
  return words ?? rules ?? generalFlaw(asJsonSchema(parameters), `${place}.parameters`)
}

function generalFlaw(schema: unknown, place: string): string | null {
  const flaw = schemaFlaw(schema)
  return flaw === null ? null : `* GenerateContentRequest.${place}: ${flaw}\n`
}

/** What can't even be read: a keyword or a type that the API's `Schema` has not. */
function parseFlaw(schema: Fields, place: string): string | null {
  const unknown = Object.keys(schema).find((key) => !KEYWORDS.has(camelCase(key)))
  if (unknown !== undefined) {
    return `Invalid JSON payload received. Unknown name "${unknown}" at '${place}': Cannot find field.`
  }
  const { type } = schema
  if (type !== undefined && !(typeof type === 'string' && TYPES.has(type.toLowerCase()))) {
    const kind = 'type.googleapis.com/google.ai.generativelanguage.v1beta.Type'
    return `Invalid value at '${place}.type' (${kind}), ${JSON.stringify(type)}`
  }
  return inner(schema, place, parseFlaw, (_name, index) => `properties[${index}].value`)
}

/** What can be read, but makes no sense: an array of nothing, a required property that isn't there. */
function ruleFlaw(schema: Fields, place: string): string | null {
  if (typeof schema.type === 'string' && schema.type.toLowerCase() === 'array' && schema.items === undefined) {
    return `* ${place}.items: missing field.\n`
  }
  const properties = isRecord(schema.properties) ? schema.properties : {}
  const required = Array.isArray(schema.required) ? schema.required : []
  const missing = required.findIndex((name) => !Object.hasOwn(properties, String(name)))
  if (missing !== -1) return `* ${place}.required[${missing}]: property is not defined\n`
  return inner(schema, place, ruleFlaw, (name) => `properties[${name}]`)
}

/** The same of every schema inside this one; Gemini names properties by number when it reads, and by name afterwards. */
function inner(
  schema: Fields,
  place: string,
  flawOf: (schema: Fields, place: string) => string | null,
  propertyPlace: (name: string, index: number) => string,
): string | null {
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : []
  const anyOf = fieldOf(schema, 'anyOf')
  const schemas: readonly (readonly [unknown, string])[] = [
    ...properties.map(([name, value], index) => [value, propertyPlace(name, index)] as const),
    ...(Array.isArray(anyOf) ? anyOf.map((value, index) => [value, `any_of[${index}]`] as const) : []),
    [schema.items, 'items'],
  ]
  for (const [value, step] of schemas) {
    const flaw = isRecord(value) ? flawOf(value, `${place}.${step}`) : null
    if (flaw !== null) return flaw
  }
  return null
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}
