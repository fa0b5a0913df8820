/**
 * What a status page answers: the public JSON of Statuspage, in the part that programs read. Source: the API reference
 * that each such page carries under `/api` (`/api/v2/status.json`, `/api/v2/summary.json`), read in November 2026.
 */
import type { Headers } from '../fault/answer.ts'
import type { PageChange, StatusPage } from '../scenario/step.ts'

/** What a page answers at this drill time. */
export interface PageSays {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  /** What it says; null for what it doesn't have. */
  readonly indicator: PageChange['indicator'] | null
}

/** The words of each indicator. */
const DESCRIPTIONS: Readonly<Record<PageChange['indicator'], string>> = {
  none: 'All Systems Operational',
  minor: 'Minor Service Outage',
  major: 'Partial System Outage',
  critical: 'Major Service Outage',
  maintenance: 'Service Under Maintenance',
}

/** What the component of the API is said to be. */
const COMPONENTS: Readonly<Record<PageChange['indicator'], string>> = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
  maintenance: 'under_maintenance',
}

/** The indicator that a page shows at this drill time: that of the last change which has come through. */
export function indicatorAt({ changes, lagMs = 0 }: StatusPage, nowMs: number): PageChange['indicator'] {
  return lastChange(changes, lagMs, nowMs)?.indicator ?? 'none'
}

/**
 * The page's answer to a request.
 *
 * @param path The path of the request; all but the two endpoints are not found.
 * @param epochMs Milliseconds since 1970 at drill time 0.
 */
export function pageSays(page: StatusPage, path: string, nowMs: number, epochMs: number): PageSays {
  const date = ['date', new Date(epochMs + nowMs).toUTCString()] as const
  const json = ['content-type', 'application/json; charset=utf-8'] as const
  const endpoint = /^\/api\/v2\/(status|summary)\.json$/.exec(path)?.[1]
  if (endpoint === undefined)
    return { status: 404, headers: [date, json], body: '{"error":"Not Found"}', indicator: null }
  const indicator = indicatorAt(page, nowMs)
  const changedMs = lastChange(page.changes, page.lagMs ?? 0, nowMs)?.atMs ?? 0
  const updatedAt = new Date(epochMs + changedMs).toISOString()
  const head = {
    page: {
      id: 'kctbh9vrtdwd',
      name: page.host,
      url: `https://${page.host}`,
      time_zone: 'Etc/UTC',
      updated_at: updatedAt,
    },
    status: { indicator, description: DESCRIPTIONS[indicator] },
  }
  const body = endpoint === 'status' ? head : { ...head, ...summary(indicator, updatedAt) }
  return { status: 200, headers: [date, json], body: JSON.stringify(body), indicator }
}

function lastChange(changes: readonly PageChange[], lagMs: number, nowMs: number): PageChange | undefined {
  return changes.findLast(({ atMs }) => atMs + lagMs <= nowMs)
}

function summary(indicator: PageChange['indicator'], updatedAt: string): object {
  const component = {
    id: '4jgr6g5lm3z7',
    name: 'API',
    status: COMPONENTS[indicator],
    position: 1,
    updated_at: updatedAt,
  }
  const incident = {
    id: 'hr5j2q4m8c0x',
    name: DESCRIPTIONS[indicator],
    status: 'investigating',
    impact: indicator,
    created_at: updatedAt,
    updated_at: updatedAt,
    incident_updates: [],
  }
  const troubled = indicator !== 'none' && indicator !== 'maintenance'
  return { components: [component], incidents: troubled ? [incident] : [], scheduled_maintenances: [] }
}
