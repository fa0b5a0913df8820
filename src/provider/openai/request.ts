/** What a request to the OpenAI API asks for, read off its path and body without ever failing. */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'

/** A JSON object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>

/** The endpoints that are answered in full. */
export type Endpoint = 'chat' | 'responses' | 'embeddings' | 'moderations' | 'models' | 'other'

/** The endpoint of a path; the same ends are those of Azure's and of compatible services. */
export function endpointOf(path: string): Endpoint {
  if (path.endsWith('/chat/completions')) return 'chat'
  if (/\/responses(\/[^/]+)?$/.test(path)) return 'responses'
  if (path.endsWith('/embeddings')) return 'embeddings'
  if (path.endsWith('/moderations')) return 'moderations'
  return /\/models(\/[^/]+)?\/?$/.test(path) ? 'models' : 'other'
}

/** The model and the stream flag; the model of a body that names none is the deployment in an Azure path. */
export function readRequest(body: string, path: string): { model: string | null; stream: boolean } {
  const { model, stream } = bodyFields(body)
  const deployment = /\/deployments\/([^/?]+)\//.exec(path)?.[1] ?? null
  return { model: typeof model === 'string' ? model : deployment, stream: stream === true }
}

/** The objects of a list with their places in it; none of anything else. */
export function recordsOf(list: unknown): readonly (readonly [record: Fields, index: number])[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((item: unknown, index) => (isRecord(item) ? [[item, index] as const] : []))
}

/** A tool that is a function, wherever the two APIs put its name and its schema. */
export interface FunctionTool {
  readonly name: string
  readonly parameters: unknown
  readonly strict: boolean
  /** Where its schema stands in the request, such as `tools[0].function.parameters`. */
  readonly path: string
}

/**
 * The functions that a request offers. Sources: `openai` 7.57.0, `ChatCompletionFunctionTool` in
 * `resources/chat/completions/completions.d.ts` and `FunctionTool` in `resources/responses/responses.d.ts`.
 */
export function functionTools(request: ServiceRequest): readonly FunctionTool[] {
  return recordsOf(bodyFields(request.body).tools).flatMap(([tool, index]) => {
    if (tool.type !== 'function') return []
    const nested = isRecord(tool.function)
    const { name, parameters, strict } = isRecord(tool.function) ? tool.function : tool
    if (typeof name !== 'string') return []
    return [
      { name, parameters, strict: strict === true, path: `tools[${index}].${nested ? 'function.' : ''}parameters` },
    ]
  })
}

/** The JSON Schema that the answer's text must follow, when the request names one; `{}` when any JSON will do. */
export function textSchema(request: ServiceRequest): unknown {
  const { response_format: chat, text } = bodyFields(request.body)
  const format = isRecord(chat) ? chat : isRecord(text) && isRecord(text.format) ? text.format : {}
  if (format.type === 'json_object') return {}
  if (format.type !== 'json_schema') return undefined
  return isRecord(format.json_schema) ? format.json_schema.schema : format.schema
}
