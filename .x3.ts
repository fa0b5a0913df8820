import { exploration } from './src/explore/explore.ts'
import { printScenario, } from './src/scenario/print.ts'
import { careful, WRONG } from './test/explore/clients.ts'
const e = await exploration(careful, { runs: 300, budget: '60s' })
console.log('careful', e.verdict, e.wallMs, e.counterexamples.map((c) => c.result.id + ': ' + c.result.message + printScenario(c.scenario)), e.reasons)
const only = process.argv[2]
for (const [id, client] of Object.entries(WRONG)) {
  if (only && only !== id) continue
  const rows = []
  for (let seed = 1; seed <= 10; seed++) {
    const e = await exploration(client, { runs: 500, seed, budget: '60s', })
    const c = e.counterexamples.find((c) => c.result.id === id)
    rows.push({ seed, found: c ? Number(c.path!.split(':')[0]) : null, steps: c?.scenario.script.length, shrink: c?.shrinkDrills, ms: e.wallMs, others: e.counterexamples.map((c) => c.result.id).filter((x) => x !== id).join() })
    if (seed <= 2 && c) console.log(printScenario(c.scenario).split("provider: api,")[1], c.path)
  }
  console.log(id); console.table(rows)
}
process.exit()
