/** The paths that a client took through a drill: what it can do about trouble, and whether it came to that. Pure. */
import { succeeded } from '../property/failure.ts'
import { hintOf } from '../property/hint.ts'
import { isSameLink, isVisibleBefore, retries } from '../property/retry.ts'
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls } from '../trace/view.ts'

/** Every path, with what it takes to get a client there. */
export const PATHS = {
  retry: 'a call that tries again after a failure',
  recovery: 'a call that succeeds after a failure of its own',
  'give-up': 'a call that ends with an error after its last attempt',
  comeback: 'a call that succeeds after another one has failed',
  fallback: 'a call that goes on with another model or host after a failure',
  breaker: 'a call that fails at once, without any attempt',
  hint: 'a retry that waits for as long as it was told to',
  abort: 'a caller that gives up an open call',
  timeout: 'an attempt that the client or its runtime ends',
} as const

/** The name of a path. */
export type Path = keyof typeof PATHS

/** The paths that a drill shows. */
export function pathsOf(trace: Trace): ReadonlySet<Path> {
  const all = calls(trace)
  const paths = new Set<Path>()
  let hasFailed = false
  for (const call of all) {
    for (const path of pathsOfCall(call)) paths.add(path)
    if (hasFailed && call.outcome === 'value') paths.add('comeback')
    hasFailed ||= call.outcome === 'error'
  }
  return paths
}

function pathsOfCall(call: CallView): Path[] {
  const { attempts, outcome } = call
  const again = retries(call)
  const isFailed = attempts.some((attempt) => attempt.endMs !== null && !succeeded(attempt))
  return [
    ...when(again.length > 0, 'retry'),
    ...when(isFailed && outcome === 'value' && attempts.some(succeeded), 'recovery'),
    ...when(attempts.length > 0 && outcome === 'error', 'give-up'),
    ...when(attempts.length === 0 && outcome === 'error', 'breaker'),
    ...when(
      again.some(({ before, after }) => !isSameLink(before, after) && isVisibleBefore(before, after)),
      'fallback',
    ),
    ...when(again.some(obeysHint), 'hint'),
    ...when(call.abortedMs !== null, 'abort'),
    ...when(
      call.abortedMs === null && attempts.some(({ endedBy }) => endedBy === 'client' || endedBy === 'runtime'),
      'timeout',
    ),
  ]
}

function obeysHint({ before, waitMs }: ReturnType<typeof retries>[number]): boolean {
  const hint = hintOf(before)
  return hint.kind === 'wait' && waitMs !== null && waitMs >= hint.leastMs
}

function when(isSo: boolean, path: Path): Path[] {
  return isSo ? [path] : []
}
