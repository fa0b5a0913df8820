/** A timer that was captured before firedrill was imported can't be moved: that is a sentence, not a false hang. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

test('a client that sleeps on a captured timer is wrong use', async () => {
  const folder = await mkdtemp(`${root}node_modules/.captured-`)
  try {
    await writeFile(
      `${folder}/program.mts`,
      `const captured = globalThis.setTimeout
      const { drill, json, scenario, healthy } = await import('${root}src/index.ts')
      const calm = scenario({ name: 'calm', description: 'Health.', provider: json({ hosts: ['a.example'] }), script: [healthy()] })
      await drill(calm, async () => {
        await fetch('https://a.example/')
        await new Promise((resolve) => captured(resolve, 60_000))
      }).catch((error) => console.log(error.kind, error.message))
      process.exit()`,
    )
    const { stdout } = await promisify(execFile)(process.execPath, [
      `${root}node_modules/tsx/dist/cli.mjs`,
      `${folder}/program.mts`,
    ])
    expect(stdout.trim()).toBe(
      'wrong-use Failed to move time for "client": it waits on a real timer, set through a setTimeout that was captured ' +
        'before firedrill was imported. Import firedrill before the client.',
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a client that hangs after a request is no such client: the tick of fetch is the whole process’s', async () => {
  const folder = await mkdtemp(`${root}node_modules/.captured-`)
  try {
    await writeFile(
      `${folder}/hangs.mts`,
      `export default async () => {
        const response = await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body: '{}' })
        await response.text()
        await new Promise(() => {})
      }`,
    )
    const argv = [`${root}bin/firedrill.mjs`, 'run', 'outage', '--client', `${folder}/hangs.mts`]
    const failed = await promisify(execFile)(process.execPath, argv).catch((error) => error)
    expect(failed).toMatchObject({ code: 1, stderr: '' })
    expect(failed.stdout).toContain('R7 terminates: Call 0')
  } finally {
    await rm(folder, { recursive: true })
  }
})
