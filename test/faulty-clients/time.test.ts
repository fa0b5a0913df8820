import { test } from 'vitest'
import { drill, anthropic } from 'firedrill'
import { WORLD_NAMES, world } from './worlds.ts'
import { JUDGES } from './matrix.ts'
import { WRONG } from './jitters.ts'
test('time', { timeout: 100_000 }, async () => {
  for (let i = 0; i < 2; i++)
  for (const name of WORLD_NAMES) {
    const start = performance.now()
    const trace = await drill(world(name, anthropic()), WRONG[0]!.client)
    const mid = performance.now()
    const judged = JUDGES.map((j) => { const s = performance.now(); j.check(trace); return [j.rule, performance.now() - s] as const })
    const end = performance.now()
    if (i) console.log(name.padEnd(20), Math.round(mid - start), Math.round(end - mid), trace.events.filter(e => e.kind === 'attempt-created').length)
  }
})
