/** Temporary. */
import { readdirSync } from 'node:fs'
import { allProperties, attempts, drill, calls } from 'firedrill'
import { defaultClient } from '../src/cli/default-client/default-client.ts'
const dir = process.argv[2]!
for (const f of readdirSync(new URL(`../scenarios/${dir}/`, import.meta.url))) {
  if (process.argv[3] && !f.includes(process.argv[3])) continue
  const { default: s } = await import(new URL(`../scenarios/${dir}/${f}`, import.meta.url).href)
  const t0 = performance.now()
  const trace = await drill(s, await defaultClient(s))
  const res = allProperties().map((p) => p.check(trace))
  const by = (v: string) => res.filter((r) => r.verdict === v).map((r) => r.rule).join(' ')
  console.log(s.name.padEnd(34), Math.round(performance.now() - t0) + 'ms', 'held', by('held'), '| VIOLATED', by('violated'), '| limit', trace.limit?.limit ?? '-', '| calls', calls(trace).length, '| v', Math.round(trace.virtualMs/1000)+'s')
  console.log('     ', [...new Set(attempts(trace).map((a) => a.fault))].join(' ; '))
}
