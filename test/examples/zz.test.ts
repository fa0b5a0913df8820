import { allProperties, calls, drill, type Scenario } from 'firedrill'
import { test } from 'vitest'
import client from '../../examples/resilient-client.ts'
import { WORLDS } from './worlds.ts'
import a from '../../scenarios/traps/429-turned-500-by-proxy.ts'
import b from '../../scenarios/masked-rate-limit.ts'
import c from '../../scenarios/metastable-overload.ts'
import d from '../../scenarios/capacity-queue.ts'
import e from '../../scenarios/one-in-ten.ts'
test('x', async () => {
  for (const s of [...WORLDS, a, b, c, d, e] as Scenario[]) {
    const trace = await drill(s, client)
    const v = allProperties().map((p) => p.check(trace)).filter((r) => r.verdict === 'violated')
    const t = calls(trace).map((c) => c.endMs! - c.startMs).sort((x, y) => x - y)
    const ok = calls(trace).filter((c) => c.outcome === 'value').length
    console.log(s.name, 'ok', ok, 'of', t.length, 'median', t[t.length >> 1], 'p90', t[Math.floor(t.length * 0.9)], 'max', t.at(-1), v.map((r) => r.rule + ' ' + r.message).join('\n').slice(0, 600))
  }
}, 60000)
