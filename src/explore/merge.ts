/** One step in the place of two that follow each other. Pure. */
import { isFaultKind } from '../fault/fault.ts'
import { during } from '../scenario/during.ts'
import type { During, Item } from '../scenario/step.ts'
import { TURNS_MAX, times } from '../scenario/times.ts'

/** Single steps that may do what two neighbours do: the same answers counted together, or a window over both. */
export function* merged(first: Item, second: Item): Iterable<Item> {
  const [one, other] = [turnsOf(first), turnsOf(second)]
  if (one !== null && other !== null && JSON.stringify(one.items) === JSON.stringify(other.items)) {
    const count = one.count + other.count
    if (count <= TURNS_MAX) yield times(count, ...one.items)
  }
  const [run, next] = [runOf(first), runOf(second)]
  if (run !== null && next !== null && JSON.stringify(run.items) === JSON.stringify(next.items)) {
    const count = run.count + next.count
    if (count <= TURNS_MAX) yield times(count, during(Math.max(run.durationMs, next.durationMs), ...run.items))
  }
  const windows = [first, second].filter((item): item is During => item.kind === 'during')
  for (const { durationMs, items } of windows) {
    const length = windows.reduce((sum, window) => sum + window.durationMs, 0)
    for (const ms of new Set([length, durationMs * 2, durationMs + MORE_MS])) yield during(ms, ...items)
  }
}

function turnsOf(item: Item): { count: number; items: readonly Item[] } | null {
  if (item.kind === 'times') return item.items.length === 1 ? item : null
  return isFaultKind(item.kind) ? { count: 1, items: [item] } : null
}

/** A window, or windows of the same length in a row. */
function runOf(item: Item): { count: number; durationMs: number; items: readonly Item[] } | null {
  if (item.kind === 'during') return { count: 1, durationMs: item.durationMs, items: item.items }
  const [only, ...others] = item.kind === 'times' ? item.items : []
  if (item.kind !== 'times' || only?.kind !== 'during' || others.length > 0) return null
  return { count: item.count, durationMs: only.durationMs, items: only.items }
}

const MORE_MS = 10_000
