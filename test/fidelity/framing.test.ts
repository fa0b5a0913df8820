/**
 * An answer whose bytes are wrong: the drill's fault and the same one sent by a real server, as five stacks see them.
 *
 * Node's versions differ: the HTTPParserError of fetch has a code in Node 22 (undici 6), and none in 24 and 26. With a
 * content-length that is too short, node:http gives the body away before its error in Node 26, and not in 22 and 24.
 */
import { gzipSync } from 'node:zlib'
import { type Corruption, corrupt } from 'firedrill'
import { test } from 'vitest'
import { arrival, bareService, HALF_BODY, type Place, service, TRUE_BODY, TRUE_HEADERS } from './real-world.ts'
import { type Settings, stacks } from './stacks.ts'
import { expectSame } from './worlds.ts'

const length = TRUE_BODY.length
const compressed = gzipSync(TRUE_BODY)

/** A service that answers in these pieces with these headers besides the true ones, and ends its answer as a server does. */
function answers(own: readonly string[], ...pieces: readonly (string | Buffer)[]): () => Promise<Place> {
  return () =>
    service(({ response }) => {
      response.writeHead(200, [...TRUE_HEADERS, ...own])
      for (const piece of pieces) response.write(piece)
      response.end()
    })
}

/** A service that sends this text past its own framing, once its head has come in, and closes the connection. */
function breaksOff(own: readonly string[], text: string): () => Promise<Place> {
  return () =>
    service(async ({ request, response }) => {
      response.writeHead(200, [...TRUE_HEADERS, ...own]).flushHeaders()
      await arrival()
      request.socket.write(text)
      await arrival()
      request.socket.end()
    })
}

const NOT_HTTP = '\u0015\u0003\u0001 this is not HTTP\r\n\r\n'

const cases: [how: Corruption, real: () => Promise<Place>, settings?: Settings][] = [
  ['long-content-length', breaksOff(['content-length', String(length + 100)], TRUE_BODY)],
  ['short-content-length', answers(['content-length', String(Math.floor(length / 2))], TRUE_BODY)],
  ['bad-chunk', breaksOff(['transfer-encoding', 'chunked'], `not a size\r\n${TRUE_BODY}\r\n0\r\n\r\n`)],
  ['not-http', () => bareService((socket) => socket.end(NOT_HTTP))],
  ['cut-gzip', answers(['content-encoding', 'gzip'], compressed.subarray(0, compressed.length / 2))],
  ['empty', answers(['content-length', '0']), { json: true }],
  ['truncated-json', answers([], HALF_BODY), { json: true }],
]

for (const [how, real, settings = {}] of cases) {
  test.each(stacks)(`corrupt('${how}'): $name`, async (stack) => {
    await expectSame({ stack, real, script: [corrupt(how)], settings })
  })
}
