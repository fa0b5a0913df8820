/**
 * The models of the Anthropic API that this dialect knows. Source: platform.claude.com/docs/en/models (each model's
 * overview: release, context window, longest output), read in November 2026.
 */

/** What is known of a model. */
export interface Model {
  readonly id: string
  readonly name: string
  readonly released: string
  readonly contextTokens: number
  readonly outputTokens: number
}

const MODELS = [
  known('claude-opus-4-7', 'Claude Opus 4.7', '2026-04-16', 1_000_000, 128_000),
  known('claude-opus-4-6', 'Claude Opus 4.6', '2026-02-05', 1_000_000, 128_000),
  known('claude-sonnet-4-6', 'Claude Sonnet 4.6', '2026-02-17', 1_000_000, 128_000),
  known('claude-haiku-4-5', 'Claude Haiku 4.5', '2025-10-15', 200_000, 64_000),
] as const

/** The model of a request that names none. */
export const DEFAULT_MODEL = MODELS[0].id

/** The model of this id, dated (`claude-haiku-4-5-20251001`) or not; null for one that this dialect doesn't know. */
export function knownModel(id: string | null): Model | null {
  return MODELS.find((model) => id === model.id || id?.startsWith(`${model.id}-`)) ?? null
}

/** What `GET /v1/models` and `GET /v1/models/{id}` answer; null for any other path. */
export function models(path: string): object | null {
  const match = /\/v1\/models(?:\/([^/]+))?\/?$/.exec(path)
  if (match === null) return null
  const id = match[1]
  if (id !== undefined) return info({ ...(knownModel(id) ?? { ...MODELS[0], name: id }), id })
  return { data: MODELS.map(info), first_id: MODELS[0].id, has_more: false, last_id: MODELS.at(-1)?.id }
}

function known(id: string, name: string, released: string, contextTokens: number, outputTokens: number): Model {
  return { id, name, released, contextTokens, outputTokens }
}

/** A model as `ModelInfo` of SDK 1.12.0 has it. */
function info(model: Model): object {
  return {
    type: 'model',
    id: model.id,
    display_name: model.name,
    created_at: `${model.released}T00:00:00Z`,
    capabilities: null,
    deprecated_at: null,
    lifecycle: 'active',
    line: null,
    max_input_tokens: model.contextTokens,
    max_tokens: model.outputTokens,
    retires_at: null,
  }
}
