import { test } from 'vitest'
import { drill, anthropic } from 'firedrill'
import { world } from './worlds.ts'
import { WRONG } from './drains-queue.ts'
test('attr', { timeout: 100_000 }, async () => {
  const trace = await drill(world('opus-down', anthropic()), WRONG[0]!.client, { limits: { attempts: 100 } })
  const kinds = new Map<string, number>()
  for (const e of trace.events) if (e.kind === 'attempt-created') kinds.set(String(e.call), (kinds.get(String(e.call)) ?? 0) + 1)
  console.log(kinds, trace.limit)
  for (const e of trace.events) if ((e.kind === 'attempt-created' || e.kind === 'attempt-received') && e.t > 540_000) console.log(JSON.stringify(e).slice(0, 250))
})
