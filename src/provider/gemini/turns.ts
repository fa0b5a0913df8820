/**
 * The order that Gemini asks of a conversation. Sources: ai.google.dev/api/caching#Content (roles); the words and the rules
 * as in the-open-agent/openagent issue 1666 (October 2025), google-gemini/gemini-cli issues 11814 (October 2025) and 17208
 * (January 2026), google-gemini/deprecated-generative-ai-js issue 267 (September 2024).
 */
import { fieldOf, type Turn } from './request.ts'

// `function` and `tool` are of older versions of the API.
const ROLES = new Set([null, 'user', 'model', 'function', 'tool'])

/** What is wrong with the turns of a conversation, as Gemini says it; null when nothing is. */
export function turnFlaw(turns: readonly Turn[]): string | null {
  if (turns.some(({ role }) => !ROLES.has(role))) return 'Please use a valid role: user, model.'
  for (const [index, turn] of turns.entries()) {
    const before = turns[index - 1]
    const responses = count(turn, 'functionResponse')
    const calls = count(turn, 'functionCall')
    if (responses > 0) {
      const called = before === undefined ? 0 : count(before, 'functionCall')
      if (called === 0) return 'Please ensure that function response turn comes immediately after a function call turn.'
      if (called !== responses) return UNEQUAL
    }
    if (calls > 0 && (before === undefined || before.role === 'model')) {
      return 'Please ensure that function call turn comes immediately after a user turn or after a function response turn.'
    }
  }
  return null
}

const UNEQUAL =
  'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.'

function count({ parts }: Turn, name: 'functionCall' | 'functionResponse'): number {
  return parts.filter((part) => fieldOf(part, name) !== undefined).length
}
