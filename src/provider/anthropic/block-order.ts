/**
 * The order of the blocks of a conversation, as the Messages API asks for it: a turn that calls tools ends with its calls,
 * and the next turn begins with their results. Who speaks first doesn't matter (anthropics/anthropic-sdk-typescript issue
 * 622, December 2024), and messages of one role in a row are one turn. Sources:
 * platform.claude.com/docs/en/agents-and-tools/tool-use/handle-tool-calls, read in November 2026, and a refusal recorded in
 * May 2026 (anomalyco/opencode, packages/llm/test/fixtures, "rejects-malformed-assistant-tool-order").
 */
import type { Block, Turn } from './request.ts'

/** What is wrong with the order of the blocks, as the API says it of the first; null when nothing is. */
export function orderFlaw(turns: readonly Turn[]): string | null {
  const seen = new Set<unknown>()
  for (const [index, turn] of turns.entries()) {
    const flaw =
      turn.role === 'assistant'
        ? (repeatedFlaw(turn, seen) ?? endFlaw(turn) ?? unansweredFlaw(turn, turns[index + 1]))
        : strayFlaw(turn, turns[index - 1])
    if (flaw !== null) return flaw
  }
  return null
}

/** Source: anthropics/claude-code issue 21317 (January 2026). */
function repeatedFlaw({ blocks }: Turn, seen: Set<unknown>): string | null {
  for (const { fields, path } of blocks.filter(isCall)) {
    if (seen.has(fields.id)) return `${path}: \`tool_use\` ids must be unique`
    seen.add(fields.id)
  }
  return null
}

/** Source: tailcallhq/forgecode issue 2107 (December 2025). */
function endFlaw({ blocks, last }: Turn): string | null {
  const type = blocks.at(-1)?.fields.type
  if (type !== 'thinking' && type !== 'redacted_thinking') return null
  return `messages.${last}: The final block in an assistant message cannot be \`${type}\`.`
}

/** Calls that no result follows at once: text after a call, or before a result, comes between them. */
function unansweredFlaw({ blocks, last }: Turn, next: Turn | undefined): string | null {
  const lastText = blocks.findLastIndex(({ fields }) => fields.type === 'text')
  const answered = next?.role === 'user' ? resultsAtTheStart(next).map(({ fields }) => fields.tool_use_id) : []
  const unanswered = blocks.filter(
    (block, place) => isCall(block) && (place < lastText || !answered.includes(block.fields.id)),
  )
  if (unanswered.length === 0) return null
  const ids = unanswered.map(({ fields }) => String(fields.id)).join(', ')
  return (
    `messages.${last + 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${ids}. ` +
    'Each `tool_use` block must have a corresponding `tool_result` block in the next message.'
  )
}

/** Results of calls that the turn before didn't make. Source: anthropics/claude-code issue 18947 (January 2026). */
function strayFlaw({ blocks }: Turn, before: Turn | undefined): string | null {
  const calls = (before?.blocks ?? []).filter(isCall).map(({ fields }) => fields.id)
  const stray = blocks.find((block) => isResult(block) && !calls.includes(block.fields.tool_use_id))
  if (stray === undefined) return null
  return (
    `${stray.path}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(stray.fields.tool_use_id)}. ` +
    'Each `tool_result` block must have a corresponding `tool_use` block in the previous message.'
  )
}

function resultsAtTheStart({ blocks }: Turn): readonly Block[] {
  const end = blocks.findIndex((block) => !isResult(block))
  return end === -1 ? blocks : blocks.slice(0, end)
}

function isCall({ fields }: Block): boolean {
  return fields.type === 'tool_use'
}

function isResult({ fields }: Block): boolean {
  return fields.type === 'tool_result'
}
