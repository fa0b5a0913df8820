import { readdirSync } from 'node:fs'
import { drill, type Scenario, type Trace, calls } from 'firedrill'
import { test } from 'vitest'
import { resilientClient } from '/work/i4/examples/resilient-client.ts'
import { breakerExcuse } from '/work/i4/src/property/breaker-replay.ts'
import { everyProperty } from '/work/i4/test/examples/properties.ts'

const dir = '/work/i4/scenarios/'
const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts')).filter((f) => !process.env.ONLY || new RegExp(process.env.ONLY).test(f)).sort()
test('gallery', async () => {
  const held: Record<string, number> = {}
  const out: string[] = []
  const seconds: [number, string][] = []
  for (const file of files) {
    const { default: s } = (await import(dir + file)) as { default: Scenario }
    if (s.provider.name !== 'anthropic') continue
    for (const readsAlong of [false, true]) {
      const from = Date.now()
      let trace: Trace
      try { trace = await drill(s, resilientClient({ readsAlong }), { seed: Number(process.env.SEED ?? 1) }) } catch (e) { out.push(`${file} ${readsAlong} THROWS ${e}`); continue }
      seconds.push([Date.now() - from, file])
      if (trace.limit) out.push(`${file} ${readsAlong} LIMIT ${JSON.stringify(trace.limit)}`)
      for (const p of everyProperty()) {
        const r = p.check(trace)
        if (r.verdict === 'held') held[r.rule] = (held[r.rule] ?? 0) + 1
        const excuse = breakerExcuse(trace, trace.contract)
        if (r.verdict === 'violated' && ['R1', 'R8'].includes(r.rule) && !process.env.HARD) {
          const m = /[Cc]all (\d+)/.exec(r.message)
          const c = calls(trace)[Number(m![1])]!
          const more = /and (\d+) more/.exec(r.message)?.[1] ?? '0'
          if (excuse(r.rule === 'R8' ? c.startedAt : c.attempts.at(-1)!.createdAt, c.endedAt!)) { if (process.env.SHOWEX) out.push(`${file} excused ${r.rule} +${more}`); continue }
        }
        if (r.verdict === 'violated') out.push(`${file} ${readsAlong} ${r.rule} ${r.message}`)
        if (process.env.ADVICE && r.advice.length) out.push(`${file} ${readsAlong} advice ${r.rule} ${r.advice}`)
        if (process.env.ALL) out.push(`${file} ${readsAlong} ${r.rule} ${r.verdict} ${r.message}`)
      }
      if (process.env.TRACE) for (const c of calls(trace)) out.push(`call ${c.call} @${c.startMs}-${c.endMs} healed=${c.healed} ${c.outcome} ${c.error?.message ?? ''} :: ` + c.attempts.map((a) => `${a.startMs}-${a.endMs}/${a.model?.slice(7)}/${a.status}/${a.fault}/${a.endedBy}`).join(' '))
      if (process.env.EVENTS) for (const e of trace.events) if (new RegExp(process.env.EVENTS).test(e.kind)) out.push(JSON.stringify(e).slice(0, 1500))
    }
  }
  console.log(out.join('\n'))
  console.log(JSON.stringify(held), out.length)
  console.log(seconds.toSorted((a, b) => b[0] - a[0]).slice(0, 5).join(' '))
}, 500_000)
