/** What a request asks of the Gemini API: its path alone says which model, which method, and how a stream is framed. */

/** A method of the API, read off a path. */
export interface Route {
  /** As it is named without `models/`; a tuned model keeps its `tunedModels/`. Null when the path names none. */
  readonly model: string | null
  /** `list` and `get` of the models, else the verb after the colon; null for a path of another kind. */
  readonly method: string | null
  /** Server-sent events, as `alt=sse` asks for; without it a stream is one JSON array. */
  readonly sse: boolean
}

/**
 * Reads a path or URL such as `/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse`.
 * Sources: ai.google.dev/api/generate-content and ai.google.dev/api/models, read in November 2026.
 */
export function routeOf(pathAndQuery: string): Route {
  const [path = '', query = ''] = pathAndQuery.split('?', 2)
  const sse = /(?:^|&)alt=sse(?:&|$)/i.test(query)
  const match = /\/(models|tunedModels)(?:\/([^/:]+)(?::(\w+))?)?\/?$/.exec(path)
  if (match === null) return { model: null, method: null, sse }
  const [, collection, name, verb] = match
  if (name === undefined) return { model: null, method: 'list', sse }
  return { model: collection === 'models' ? name : `${collection}/${name}`, method: verb ?? 'get', sse }
}

/** The model and the stream flag of a request; its body says neither. */
export function readGeminiRequest(_body: string, path: string): { model: string | null; stream: boolean } {
  const { model, method } = routeOf(path)
  return { model, stream: method === 'streamGenerateContent' }
}
