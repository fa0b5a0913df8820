/**
 * Functions whose parameters are no schema that the API takes. Sources: bytedance/trae-agent#173 and
 * github/github-mcp-server#1548 (2025, code, `param` and the two messages of `In context=…`), and
 * developers.openai.com/api/docs/guides/structured-outputs, "Supported schemas" (what `strict` asks for), read in
 * November 2026.
 */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { schemaFlaw } from '../poison/tool-schema.ts'
import type { Flaw } from './flaw.ts'
import { type FunctionTool, functionTools, recordsOf } from './request.ts'

// Deeper nesting is refused by the documentation itself (ten levels); cyclic values can't come out of JSON.
const DEPTH = 20

/** The first function that is refused. One without parameters takes none, which is allowed. */
export function toolSchemaFlaw(request: ServiceRequest): Flaw | null {
  for (const tool of functionTools(request)) {
    if (tool.parameters === undefined || tool.parameters === null) continue
    const flaw = parametersFlaw(tool)
    if (flaw === null) continue
    const message = `Invalid schema for function '${tool.name}': ${flaw}.`
    return { message, param: tool.path, code: 'invalid_function_parameters' }
  }
  return null
}

function parametersFlaw({ parameters, strict }: FunctionTool): string | null {
  const flaw = schemaFlaw(parameters)
  if (flaw !== null) return flaw
  if (isRecord(parameters) && parameters.properties === undefined) {
    return 'In context=(), object schema missing properties'
  }
  return strict ? strictFlaw(parameters, [], DEPTH) : null
}

/** `strict` asks of every object that it lists all of its properties as required, and allows no others. */
function strictFlaw(schema: unknown, context: readonly string[], depth: number): string | null {
  if (!isRecord(schema) || depth === 0) return null
  const { properties, required, additionalProperties } = schema
  const place = `In context=(${context.map((part) => `'${part}'`).join(', ')}${context.length === 1 ? ',' : ''})`
  if (schema.type === 'object' && additionalProperties !== false) {
    return `${place}, 'additionalProperties' is required to be supplied and to be false`
  }
  const known = isRecord(properties) ? properties : {}
  const listed: readonly unknown[] = Array.isArray(required) ? required : []
  const missing = Object.keys(known).find((name) => !listed.includes(name))
  if (missing !== undefined) {
    const rule = "'required' is required to be supplied and to be an array including every key in properties"
    return `${place}, ${rule}. Missing '${missing}'`
  }
  const inner: readonly (readonly [unknown, readonly string[]])[] = [
    ...Object.entries(known).map(([name, part]) => [part, ['properties', name]] as const),
    [schema.items, ['items']],
    ...recordsOf(schema.anyOf).map(([part, index]) => [part, ['anyOf', String(index)]] as const),
    ...Object.entries(isRecord(schema.$defs) ? schema.$defs : {}).map(
      ([name, part]) => [part, ['$defs', name]] as const,
    ),
  ]
  for (const [part, path] of inner) {
    const flaw = strictFlaw(part, [...context, ...path], depth - 1)
    if (flaw !== null) return flaw
  }
  return null
}
