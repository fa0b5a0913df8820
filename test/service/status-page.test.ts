/** Status pages: what they say, when, and in which form. */
import { expect, test } from 'vitest'
import { statusPage } from '../../src/scenario/status-page.ts'
import type { PageChange } from '../../src/scenario/step.ts'
import { indicatorAt, pageSays } from '../../src/service/status-page.ts'

const EPOCH_MS = Date.parse('2026-01-01T00:00:00Z')
const PAGE = statusPage({
  host: 'status.example.com',
  changes: [
    { at: '5m', indicator: 'major' },
    { at: '40m', indicator: 'none' },
  ],
  lag: '10m',
})

/** Of an answer twenty minutes into the drill. */
const HEADERS = [
  ['date', 'Thu, 01 Jan 2026 00:20:00 GMT'],
  ['content-type', 'application/json; charset=utf-8'],
]

function read(path: string, minutes: number) {
  const { body, ...rest } = pageSays(PAGE, path, minutes * 60_000, EPOCH_MS)
  return { ...rest, json: JSON.parse(body) }
}

test('the page changes later than the world', () => {
  const at = (minutes: number) => indicatorAt(PAGE, minutes * 60_000)
  expect([0, 5, 14.99, 15, 49.99, 50].map(at)).toEqual(['none', 'none', 'none', 'major', 'major', 'none'])
})

test('status.json has the form of Statuspage', () => {
  const { status, json } = read('/api/v2/status.json', 20)
  expect(status).toBe(200)
  expect(json).toEqual({
    page: expect.objectContaining({ url: 'https://status.example.com', updated_at: '2026-01-01T00:05:00.000Z' }),
    status: { indicator: 'major', description: 'Partial System Outage' },
  })
})

test('summary.json says as well what is affected', () => {
  expect(read('/api/v2/summary.json', 20).json).toMatchObject({
    status: { indicator: 'major' },
    components: [{ name: 'API', status: 'partial_outage' }],
    incidents: [{ impact: 'major' }],
    scheduled_maintenances: [],
  })
  expect(read('/api/v2/summary.json', 0).json).toMatchObject({
    status: { indicator: 'none', description: 'All Systems Operational' },
    components: [{ status: 'operational' }],
    incidents: [],
  })
})

test.each(['/index.html', '/api/v2/status.json.bak', '/mirror/api/v2/status.json', '/api/v2/components.json'])(
  'there is nothing else, such as %s',
  (path) => {
    expect(read(path, 20)).toEqual({ status: 404, headers: HEADERS, indicator: null, json: { error: 'Not Found' } })
  },
)

test('what it says is JSON, dated by its own clock', () => {
  expect(read('/api/v2/summary.json', 20)).toMatchObject({ headers: HEADERS, indicator: 'major' })
})

// The words that Statuspage uses for the state of all and of one component.
test.each<[PageChange['indicator'], description: string, component: string, incidents: number]>([
  ['none', 'All Systems Operational', 'operational', 0],
  ['minor', 'Minor Service Outage', 'degraded_performance', 1],
  ['major', 'Partial System Outage', 'partial_outage', 1],
  ['critical', 'Major Service Outage', 'major_outage', 1],
  ['maintenance', 'Service Under Maintenance', 'under_maintenance', 0],
])(
  '%s reads "%s"; without a lag from the very moment of the change',
  (indicator, description, component, incidents) => {
    const page = statusPage({ host: 'status.example.com', changes: [{ at: '5m', indicator }] })
    const { body } = pageSays(page, '/api/v2/summary.json', 5 * 60_000, EPOCH_MS)
    const summary = JSON.parse(body)
    expect(summary).toMatchObject({
      page: { name: 'status.example.com', updated_at: '2026-01-01T00:05:00.000Z' },
      status: { indicator, description },
      components: [{ status: component }],
    })
    expect(summary.incidents).toHaveLength(incidents)
  },
)

test('what can not be a page is refused', () => {
  const at = (time: string, indicator: string) => ({ at: time, indicator }) as never
  expect(() => statusPage({ host: 'https://x', changes: [] })).toThrow('"https://x" is not a host')
  expect(() => statusPage({ host: 'x.example', changes: [at('1m', 'red')] })).toThrow('there is no indicator "red"')
  expect(() => statusPage({ host: 'x.example', changes: [at('2m', 'minor'), at('1m', 'none')] })).toThrow(
    "'1m' comes too late in the list. Put them in the order of time.",
  )
  expect(() => statusPage({ host: 'x.example' } as never)).toThrow('it has no changes')
})
