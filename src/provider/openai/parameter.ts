/**
 * Parameters that a model or an endpoint doesn't take. Sources: `max_tokens` in `resources/chat/completions/completions.d.ts`
 * of `openai` 7.57.0 ("not compatible with o-series models"), and what users have reported of the API: of `max_tokens`
 * FoundationAgents/OpenManus#555 (2025) and decolua/9router#560 (2026), of `temperature` microsoft/vscode#255504 (2025),
 * QwenLM/qwen-code#921 (2025) and, in the Responses API, OpenHands/software-agent-sdk#1837 (2026), of renamed parameters
 * MuiseDestiny/zotero-gpt#502 (2026). That GPT-5.1 and later take a temperature while they don't reason is documented at
 * developers.openai.com/api/docs/guides/latest-model; the ranges are those of the API reference. Read in November 2026.
 */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import type { Flaw } from './flaw.ts'
import { endpointOf, type Fields } from './request.ts'

/** The first parameter that is refused. */
export function parameterFlaw(request: ServiceRequest): Flaw | null {
  const fields = bodyFields(request.body)
  const endpoint = endpointOf(request.path)
  if (endpoint === 'responses') return movedFlaw(fields) ?? rangeFlaw(fields) ?? samplingOfResponses(request, fields)
  if (endpoint !== 'chat') return null
  return maxTokensFlaw(request, fields) ?? rangeFlaw(fields) ?? samplingOfChat(request, fields)
}

/** What chat calls otherwise than the Responses API. */
const MOVED: Readonly<Record<string, string>> = {
  messages: 'input',
  max_tokens: 'max_output_tokens',
  max_completion_tokens: 'max_output_tokens',
  response_format: 'text.format',
  reasoning_effort: 'reasoning.effort',
}

function movedFlaw(fields: Fields): Flaw | null {
  for (const [name, now] of Object.entries(MOVED)) {
    if (fields[name] === undefined) continue
    const where = `In the Responses API, this parameter has moved to '${now}'. Try again with the new parameter.`
    return { message: `Unsupported parameter: '${name}'. ${where}`, param: name, code: 'unsupported_parameter' }
  }
  return null
}

function maxTokensFlaw({ model }: ServiceRequest, fields: Fields): Flaw | null {
  if (fields.max_tokens === undefined || fields.max_tokens === null || !reasons(model)) return null
  const message =
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
  return { message, param: 'max_tokens', code: 'unsupported_parameter' }
}

const MOST: Readonly<Record<string, number>> = { temperature: 2, top_p: 1 }

function rangeFlaw(fields: Fields): Flaw | null {
  for (const [name, most] of Object.entries(MOST)) {
    const value = fields[name]
    if (typeof value !== 'number' || (value >= 0 && value <= most)) continue
    const [side, bound, code] =
      value < 0
        ? ['below minimum', '>= 0', 'decimal_below_min_value']
        : ['above maximum', `<= ${most}`, 'decimal_above_max_value']
    const message = `Invalid '${name}': decimal ${side} value. Expected a value ${bound}, but got ${value} instead.`
    return { message, param: name, code: code ?? null }
  }
  return null
}

function samplingOfChat({ model }: ServiceRequest, fields: Fields): Flaw | null {
  if (!fixesSampling(model, fields.reasoning_effort)) return null
  const name = setSampling(fields)
  if (name === undefined) return null
  const only = 'Only the default (1) value is supported.'
  const message = `Unsupported value: '${name}' does not support ${String(fields[name])} with this model. ${only}`
  return { message, param: name, code: 'unsupported_value' }
}

function samplingOfResponses({ model }: ServiceRequest, fields: Fields): Flaw | null {
  const effort = isRecord(fields.reasoning) ? fields.reasoning.effort : undefined
  if (!fixesSampling(model, effort)) return null
  const name = setSampling(fields)
  if (name === undefined) return null
  return { message: `Unsupported parameter: '${name}' is not supported with this model.`, param: name, code: null }
}

/** The parameter of chance that is set to something else than what it is anyway. */
function setSampling(fields: Fields): string | undefined {
  return Object.keys(MOST).find((name) => typeof fields[name] === 'number' && fields[name] !== 1)
}

/** Whether a model reasons: the o series and GPT-5, but for its chat models. */
function reasons(model: string | null): boolean {
  return model !== null && /^(o\d|gpt-5)/.test(model) && !model.includes('-chat')
}

/** Whether a model takes no other chance than its own. GPT-5.1 and later do so only when they are told to reason. */
function fixesSampling(model: string | null, effort: unknown): boolean {
  if (!reasons(model)) return false
  if (model !== null && /^gpt-5\.\d/.test(model)) return typeof effort === 'string' && effort !== 'none'
  return true
}
