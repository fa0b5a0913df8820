/**
 * Parameters that a model of the Messages API doesn't support. Only what is documented or was seen to be refused is, and
 * only for the models that this dialect knows.
 */
import type { ServiceRequest } from '../../fault/request.ts'
import { knownModel } from './models.ts'
import { type Fields, objectAt, type Turn, turnsOf } from './request.ts'

interface Features {
  /** Whether it takes `temperature`, `top_p` and `top_k`. */
  readonly sampling: boolean
  readonly thinking: readonly string[]
  /** Whether a conversation may end with the beginning of the answer. */
  readonly prefill: boolean
}

/**
 * Sources: platform.claude.com/docs/en/about-claude/models/migration-guide and /docs/en/api/messages (sampling: "Models
 * released after Claude Opus 4.6", of which Sonnet 4.6 was seen to take it), read in November 2026; for thinking, issue 3297
 * of earendil-works/pi (April 2026) and pull request 1928 of mnfst/llm-gateway (May 2026).
 */
const FEATURES: Readonly<Record<string, Features>> = {
  'claude-opus-4-7': { sampling: false, thinking: ['adaptive'], prefill: false },
  'claude-opus-4-6': { sampling: true, thinking: ['adaptive', 'enabled'], prefill: false },
  'claude-sonnet-4-6': { sampling: true, thinking: ['adaptive', 'enabled'], prefill: false },
  'claude-haiku-4-5': { sampling: true, thinking: ['enabled'], prefill: true },
}

/** What is wrong with the parameters of a request, for its model; null when nothing is, or the model isn't known. */
export function parameterFlaw(body: Fields, request: ServiceRequest): string | null {
  const model = knownModel(request.model)
  const features = model === null ? undefined : FEATURES[model.id]
  if (model === null || features === undefined) return null
  return (
    lengthFlaw(body, request.model, model.outputTokens) ??
    samplingFlaw(body, features) ??
    thinkingFlaw(body, features, request) ??
    prefillFlaw(turnsOf(body), features)
  )
}

/** Source: Effect-TS/effect pull request 7129 (August 2026). */
function lengthFlaw({ max_tokens }: Fields, model: string | null, most: number): string | null {
  if (typeof max_tokens !== 'number' || max_tokens <= most) return null
  return `max_tokens: ${max_tokens} > ${most}, which is the maximum allowed number of output tokens for ${model}`
}

/**
 * Values that say no more than the default does are taken (platform.claude.com/docs/en/api/messages). Sources of the words:
 * pollinations/pollinations pull request 11319 (May 2026) and iOfficeAI/AionUi issue 912 (February 2026).
 */
function samplingFlaw(body: Fields, { sampling }: Features): string | null {
  const { temperature, top_p, top_k } = body
  if (sampling) {
    const both = typeof temperature === 'number' && typeof top_p === 'number'
    return both ? '`temperature` and `top_p` cannot both be specified for this model. Please use only one.' : null
  }
  if (typeof temperature === 'number' && temperature !== 1) return deprecated('temperature')
  if (typeof top_p === 'number' && top_p < 0.99) return deprecated('top_p')
  return typeof top_k === 'number' ? deprecated('top_k') : null
}

function deprecated(parameter: string): string {
  return `\`${parameter}\` is deprecated for this model.`
}

const BUDGET_MIN = 1024

const THINKING_GUIDE = 'https://docs.claude.com/en/docs/build-with-claude/extended-thinking'

/**
 * `ThinkingConfigEnabled` of SDK 1.12.0: a budget of 1,024 tokens at least, and less than `max_tokens`, save when thinking
 * is interleaved with the calls of tools. Sources of the words: themaximalist/llm.js issue 30 (August 2026),
 * ProfSynapse/nexus issue 17 (February 2026), dotCipher/opencode-claude-bridge pull request 1 (March 2026) and
 * langchain-ai/langchain pull request 35544 (March 2026).
 */
function thinkingFlaw(body: Fields, features: Features, { headers }: ServiceRequest): string | null {
  const { type, budget_tokens: budget } = objectAt(body, 'thinking')
  if (type !== 'enabled' && type !== 'adaptive') return null
  if (!features.thinking.includes(type)) return unknownThinking(type)
  const { temperature, max_tokens: most } = body
  if (typeof temperature === 'number' && temperature !== 1) {
    const when = 'thinking is enabled or in adaptive mode'
    return `\`temperature\` may only be set to 1 when ${when}. Please consult our documentation at ${THINKING_GUIDE}`
  }
  if (type === 'adaptive' || typeof budget !== 'number') return null
  if (budget < BUDGET_MIN) {
    return `thinking.enabled.budget_tokens: Input should be greater than or equal to ${BUDGET_MIN}`
  }
  const interleaved = headers['anthropic-beta']?.includes('interleaved-thinking') ?? false
  if (typeof most === 'number' && budget >= most && !interleaved) {
    const guide = `${THINKING_GUIDE}#max-tokens-and-context-window-size`
    return `\`max_tokens\` must be greater than \`thinking.budget_tokens\`. Please consult our documentation at ${guide}`
  }
  const forced = ['any', 'tool'].includes(String(objectAt(body, 'tool_choice').type))
  return forced ? 'Thinking may not be enabled when tool_choice forces tool use.' : null
}

function unknownThinking(type: 'enabled' | 'adaptive'): string {
  if (type === 'adaptive') return 'adaptive thinking is not supported on this model'
  const instead = 'Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
  return `"thinking.type.enabled" is not supported for this model. ${instead}`
}

/**
 * An answer begun for the model: text at the end of the last assistant turn. Sources: `MessageCreateParams` of SDK 1.12.0 and
 * platform.claude.com/docs/en/api/errors, "Prefill not supported", read in November 2026; the words in
 * smallmain/vscode-unify-chat-provider issue 249 (July 2026) and tailcallhq/forgecode issue 1872 (November 2025).
 */
function prefillFlaw(turns: readonly Turn[], { prefill }: Features): string | null {
  const turn = turns.at(-1)
  const end = turn?.role === 'assistant' ? turn.blocks.at(-1)?.fields : undefined
  if (end?.type !== 'text') return null
  if (!prefill) {
    return 'This model does not support assistant message prefill. The conversation must end with a user message.'
  }
  const blank = typeof end.text === 'string' && /\s$/.test(end.text)
  return blank ? 'messages: final assistant content cannot end with trailing whitespace' : null
}
