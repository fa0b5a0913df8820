/** Real work in flight holds virtual time still until it is done: no client times out because a thread was busy. */
import { execFile } from 'node:child_process'
import crypto, { pbkdf2 as namedPbkdf2 } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { scheduler } from 'node:timers/promises'
import { promisify } from 'node:util'
import zlib, { gzip as namedGzip } from 'node:zlib'
import { type Call, calls, drill } from 'firedrill'
import { expect, test } from 'vitest'
import { ask, oneCall } from '../drill/helpers.ts'

const big = Buffer.alloc(8_000_000, 'fire drill ')
const ITERATIONS = 150_000
const typescript = createRequire(import.meta.url).resolve('typescript/package.json')

test.each<[string, (call: Call) => Promise<unknown>]>([
  ['zlib', () => promisify(zlib.gzip)(big)],
  ['zlib imported by name', () => promisify(namedGzip)(big)],
  ['brotli', () => promisify(zlib.brotliCompress)(big.subarray(0, 500_000))],
  ['a stream of zlib', () => new Response(new Blob([big]).stream().pipeThrough(new CompressionStream('gzip'))).bytes()],
  ['pbkdf2', () => promisify(crypto.pbkdf2)('word', 'salt', ITERATIONS, 64, 'sha512')],
  ['pbkdf2 imported by name', () => promisify(namedPbkdf2)('word', 'salt', ITERATIONS, 64, 'sha512')],
  ['scrypt', () => promisify(crypto.scrypt)('word', 'salt', 64)],
  ['WebCrypto', () => crypto.subtle.digest('SHA-512', big)],
  [
    'turns of the scheduler',
    async () => {
      for (let turn = 0; turn < 200; turn++) await scheduler.yield()
    },
  ],
  ['a blob', () => new Blob([big]).arrayBuffer()],
  ['a module imported in the call', () => import('../../scenarios/outage.ts')],
  ['a package imported in the call', () => import('openai')],
  ['files', () => Promise.all(Array.from({ length: 20 }, () => readFile(typescript)))],
])('%s', async (_name, work) => {
  const trace = await drill(oneCall(), async (call) => {
    const timeout = AbortSignal.timeout(100)
    await work(call)
    timeout.throwIfAborted()
    return ask(call)
  })
  expect(calls(trace)[0]).toMatchObject({ outcome: 'value', endMs: 0 })
})

test('compressed data that is cut off is work that ends, too', async () => {
  const cut = zlib.gzipSync(big.subarray(0, 100_000)).subarray(0, 100)
  const trace = await drill(oneCall(), async (call) => {
    await expect(promisify(zlib.gunzip)(cut)).rejects.toThrow('unexpected end of file')
    return ask(call)
  })
  expect(trace.limit).toBeNull()
  expect(calls(trace)[0]).toMatchObject({ outcome: 'value', endMs: 0 })
})

test('a call that only waits for a child process is not taken for dead', async () => {
  const trace = await drill(oneCall(), async (call) => {
    await promisify(execFile)(process.execPath, ['-e', 'setTimeout(() => {}, 80)'])
    return ask(call)
  })
  expect(calls(trace)[0]).toMatchObject({ outcome: 'value', endMs: 0 })
})
