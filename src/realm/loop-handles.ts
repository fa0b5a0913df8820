/** What the event loop holds, unreferenced handles included: cheap to ask, and enough to know that a search is needless. */

/** A handle of libuv, as Node's diagnostic report lists it. */
interface LoopHandle {
  readonly type: string
  readonly is_active: boolean
}

/** False when no timer of Node's is pending. All of them share one handle, which rests a while after the last one. */
export function mayHaveTimer(): boolean {
  return handles().some(({ type, is_active: isActive }) => type === 'timer' && isActive)
}

/** False when there is no connection, and no pipe that may be one. */
export function mayHaveConnection(): boolean {
  return handles().some(({ type }) => type === 'tcp' || type === 'pipe')
}

/** The report looks up the names of all peers unless it is told not to. */
function handles(): readonly LoopHandle[] {
  const report = process.report as NodeJS.ProcessReport & { excludeNetwork: boolean }
  const { excludeNetwork } = report
  report.excludeNetwork = true
  try {
    return (report.getReport() as { libuv: readonly LoopHandle[] }).libuv
  } finally {
    report.excludeNetwork = excludeNetwork
  }
}
