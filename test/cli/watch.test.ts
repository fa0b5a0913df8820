/** `firedrill run --watch`: again whenever something changes, and a clean end. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Io, Restart } from '../../src/cli/io.ts'
import { ASK, directoryOf, FIREDRILL, fire, started } from './helpers.ts'

const FILES = { 'ask.js': ASK, 'lib/part.js': 'export const part = 1\n' }

test('a change of a file, or of one that it imports, runs it again; Ctrl-C between two runs is exit code 0', async () => {
  const cwd = directoryOf(FILES)
  const runs: string[][] = []
  const io = watched(cwd, (argv, onFile) => {
    runs.push([...argv])
    onFile(join(cwd, 'lib/part.js'))
    return { ended: Promise.resolve(1), stop: () => {} }
  })
  const { exitCode, stdout, stderr } = await fire(['run', 'outage', '--client', 'ask.js', '--watch'], cwd, {
    ...io.io,
    isScreen: true,
    stderr: {
      write: (text) => {
        io.told.push(text)
        if (!text.includes('Watching 2 files. Ctrl-C ends it.')) return
        if (runs.length === 1) appendFileSync(join(cwd, 'lib/part.js'), '// changed\n')
        else if (runs.length === 2) appendFileSync(join(cwd, 'ask.js'), '// changed\n')
        else io.stop()
      },
    },
  })
  expect(runs).toEqual(Array.from({ length: 3 }, () => ['run', 'outage', '--client', 'ask.js']))
  expect(io.told.filter((text) => text.startsWith('Changed'))).toEqual([
    'Changed: lib/part.js\n\n',
    'Changed: ask.js\n\n',
  ])
  expect(stdout).toBe('\u001b[2J\u001b[3J\u001b[H'.repeat(2))
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
})

test('Ctrl-C in the middle of a run ends that, too, and is exit code 130', async () => {
  const cwd = directoryOf(FILES)
  const { promise, resolve } = Promise.withResolvers<number>()
  const io = watched(cwd, () => {
    queueMicrotask(() => io.stop())
    return { ended: promise, stop: () => resolve(130) }
  })
  expect(await fire(['run', 'outage', '--watch'], cwd, io.io)).toMatchObject({ exitCode: 130, stdout: '' })
  expect(await promise).toBe(130)
})

test('what is not there can not be watched', async () => {
  const { io } = watched('/', () => {
    throw new Error('not to be started')
  })
  const { exitCode, stderr } = await fire(['run', 'outgae', '--watch'], '/', io)
  expect(stderr).toContain('Try "outage"')
  expect(exitCode).toBe(2)
})

test('in processes of its own, with what they import', async () => {
  const own = `import { part } from './lib/part.js'\n${ASK.replace('ask({', 'ask({ index: _ = part,')}`
  const cwd = directoryOf({ ...FILES, 'package.json': '{ "type": "module" }', 'ask.js': own })
  let edits = 0
  const { exitCode, stdout, stderr } = await started(
    [FIREDRILL, 'run', 'outage', '--client', 'ask.js', '--watch', '--json'],
    cwd,
    {
      onOutput: (_stdout, stderr, child) => {
        const rests = stderr.split('Watching 3 files').length - 1
        if (rests === 1 && edits === 0) {
          edits++
          appendFileSync(join(cwd, 'lib/part.js'), 'export const more = 2\n')
        }
        if (rests === 2) child.kill('SIGINT')
      },
    },
  )
  expect(stderr).toContain('Changed: lib/part.js\n')
  expect(stdout.split('"schemaVersion": 1').length - 1).toBe(2)
  expect(exitCode).toBe(0)
})

// Helpers

/** An Io that starts runs in this way; `stop` is Ctrl-C. */
function watched(cwd: string, restart: Restart) {
  const told: string[] = []
  const held = { stop: () => {} }
  const io: Partial<Io> = {
    cwd,
    restart,
    onInterrupt: (given) => {
      held.stop = given
    },
  }
  return { io, told, stop: () => held.stop() }
}
