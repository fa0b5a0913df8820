/** The tools of a request to the Messages API, as it refuses their schemas. */
import { isRecord } from '../../fault/options.ts'
import { schemaFlaw } from '../poison/tool-schema.ts'
import type { Fields } from './request.ts'

const COMBINERS = ['oneOf', 'allOf', 'anyOf']

const PROPERTY_KEY = /^[a-zA-Z0-9_.-]{1,64}$/

const LEARN_MORE = 'https://platform.claude.com/docs/en/agents-and-tools/tool-use/overview'

/** What is wrong with the first tool that has something wrong; null when nothing has. Server tools have no schema. */
export function toolFlaw({ tools }: Fields): string | null {
  for (const [index, tool] of (Array.isArray(tools) ? tools : []).entries()) {
    if (!isRecord(tool) || (tool.type ?? 'custom') !== 'custom') continue
    const flaw = inputFlaw(tool.input_schema, `tools.${index}.custom.input_schema`)
    if (flaw !== null) return flaw
  }
  return null
}

/**
 * Sources: anthropics/claude-code issues 40075 (March 2026, combiners), 79418 (July 2026, property keys) and 86665 (August
 * 2026, the draft). A schema that is no object of the right type fails the validation of the request's fields, whose
 * words are the same for all fields.
 */
function inputFlaw(schema: unknown, place: string): string | null {
  if (schema === undefined) return `${place}: Field required`
  if (!isRecord(schema)) return `${place}: Input should be a valid dictionary`
  if (schema.type === undefined) return `${place}.type: Field required`
  if (schema.type !== 'object') return `${place}.type: Input should be 'object'`
  if (COMBINERS.some((name) => name in schema)) {
    return `${place}: input_schema does not support oneOf, allOf, or anyOf at the top level`
  }
  const { properties } = schema
  if (isRecord(properties) && !Object.keys(properties).every((key) => PROPERTY_KEY.test(key))) {
    return `${place}.properties: Property keys should match pattern '${PROPERTY_KEY.source}'`
  }
  if (schemaFlaw(schema) === null) return null
  const draft = 'JSON Schema draft 2020-12 (https://json-schema.org/draft/2020-12)'
  return `${place}: JSON schema is invalid. It must match ${draft}. Learn more about tool use at ${LEARN_MORE}.`
}
