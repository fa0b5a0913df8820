import { test } from 'vitest'
import { broughtBy } from '../../src/property/relations.ts'
import { matrixText, rowOf, violations } from './matrix.ts'
import type { WrongClient } from './wrong-client.ts'

const only = (process.env.ONLY ?? '').split(',')
const files: Record<string, string> = {
  R1: 'retries-transient',
  R2: 'caps-retries',
  R3: 'backs-off',
  R4: 'jitters',
  R5: 'honours-retry-after',
  R6: 'spares-permanent-errors',
  R7: 'terminates',
  R8: 'recovers',
  R9: 'falls-back',
  R10: 'breaks-circuit',
  R11: 'bounds-attempts',
  R12: 'surfaces-errors',
  R13: 'hides-raw-errors',
  R14: 'logs-failures',
  R15: 'alerts-sparingly',
  R16: 'resends-faithfully',
  R17: 'contains-amplification',
  R18: 'eases-off',
  R19: 'obeys-abort',
  R20: 'no-duplicate-effects',
  R21: 'stays-healthy',
  R22: 'drains-queue',
}
test('scratch', { timeout: 300_000 }, async () => {
  const rows = []
  for (const rule of only) {
    const { WRONG, RIGHT } = (await import(
      rule === 'right' ? './right.ts' : rule === 'lib' ? './right-libraries.ts' : `./${files[rule]}.ts`
    )) as { WRONG?: WrongClient[]; RIGHT?: any[] }
    for (const one of WRONG ?? RIGHT ?? []) {
      if (process.env.NAME && !one.name.includes(process.env.NAME)) continue
      const start = performance.now()
      const row = await rowOf(one.name, WRONG ? rule : null, one.client, {
        api: one.api,
        also: [...(one.also ?? []), ...(one.shownIn ?? [])],
      })
      const took = performance.now() - start
      rows.push(row)
      console.log(`--- ${one.name} ${Math.round(took)} ms`)
      const seen = new Set()
      for (const v of violations(row)) {
        const ok = v.rule === rule ? 'OWN' : broughtBy(rule).includes(v.rule) ? 'rel' : 'BAD'
        const key = v.rule + v.world
        if (seen.has(key)) continue
        seen.add(key)
        console.log(ok, v.rule, v.world, ok === 'BAD' || process.env.ALL ? v.message.slice(0, 700) : '')
      }
      for (const w of one.shownIn ?? [])
        if (!violations(row).some((v) => v.rule === rule && v.world === w))
          console.log(
            'MISSING in',
            w,
            row.drilled.find((d) => d.world === w)?.results.find((r) => r.rule === rule)?.message,
          )
    }
  }
  console.log(matrixText(rows))
})
