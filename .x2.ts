import { sample } from './src/explore/fast-check.ts'
import { ScenarioArbitrary } from './src/explore/arbitrary.ts'
import { settingOf } from './src/explore/options.ts'
import { probe } from './src/explore/calibrate.ts'
import { profileOf } from './src/explore/profile.ts'
import { anthropicClient } from './src/cli/default-client/anthropic.ts'
import { servedIn } from './src/explore/served.ts'
import { drill, allProperties, attempts, printScenario } from './src/index.ts'
const s = settingOf(anthropicClient(false) as any, {})
const profile = profileOf(await probe(s.given, { provider: s.provider, tail: null }, s.drill))
console.log(profile)
const arb = new ScenarioArbitrary({ provider: s.provider, dialect: s.dialect, profile, contract: s.client.contract, allows: () => true, tail: null })
const t0 = process.cpuUsage()
const list = sample(arb, { seed: 1, numRuns: 1000 })
const g = process.cpuUsage(t0); console.log('generation ms', (g.user + g.system) / 1000)
const rows: any[] = []
let judgeMs = 0
for (const sc of list) {
  const c0 = process.cpuUsage()
  const tr = await drill(sc, s.given, s.drill)
  const c = process.cpuUsage(c0)
  const j0 = performance.now(); allProperties().map((p) => p.check(tr)); judgeMs += performance.now() - j0
  rows.push({ ms: (c.user + c.system) / 1000, n: attempts(tr).length, calls: tr.events.filter((e) => e.kind === 'call-started').length, faults: [...servedIn(sc, tr, s.dialect).faults], sc, vm: tr.virtualMs })
}
const late = rows.slice(100)
const sum = (l: any[], f: (x: any) => number) => l.reduce((a, x) => a + f(x), 0)
console.log('avg ms', sum(late, (r) => r.ms) / late.length, 'avg attempts', sum(late, (r) => r.n) / late.length, 'calls', sum(late, (r) => r.calls) / late.length, 'judge ms', judgeMs, 'total', sum(rows, (r) => r.ms))
const byCalls = (f: (r: any) => boolean, name: string) => { const l = late.filter(f); console.log(name, l.length, 'ms', (sum(l, (r) => r.ms) / l.length).toFixed(1), 'attempts', (sum(l, (r) => r.n) / l.length).toFixed(1), 'share', (sum(l, (r) => r.ms) / sum(late, (r) => r.ms)).toFixed(2)) }
byCalls((r) => r.sc.calls === null, 'usual'); byCalls((r) => r.sc.calls !== null && r.sc.calls.abortAfterMs === null, 'several'); byCalls((r) => r.sc.calls?.abortAfterMs != null, 'abort')
const names = new Set(late.flatMap((r) => r.faults))
for (const n of names) byCalls((r) => r.faults.includes(n), n)
late.sort((a, b) => b.ms - a.ms)
for (const r of late.slice(0, 6)) console.log(r.ms, r.n, r.calls, r.vm, printScenario(r.sc).split('script')[1])
process.exit()
