/** The models that the API lists. Source: `Model` in `resources/models.d.ts` of `openai` 7.57.0. */

const MODELS = ['gpt-5.5', 'gpt-5.4-mini', 'gpt-4.1', 'o4-mini', 'text-embedding-3-small'] as const

/** The model of an answer to a request that names none. */
export const DEFAULT_MODEL = MODELS[0]

/** What `GET /v1/models` and `GET /v1/models/{id}` answer. */
export function models(path: string): object {
  const id = /\/models\/([^/]+)\/?$/.exec(path)?.[1]
  return id === undefined ? { object: 'list', data: MODELS.map(model) } : model(id)
}

function model(id: string): object {
  // The beginning of 2026, in seconds.
  return { id, object: 'model', created: 1_767_225_600, owned_by: 'system' }
}
