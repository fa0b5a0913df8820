/** Real ports that take their time: one that answers no connection attempt, and one that is late with its TLS. */
import net, { type AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import type { Identity } from './certificates.ts'
import { answerTruly, arrival, type Place, pause, service, TRUE_BODY, TRUE_HEADERS } from './real-world.ts'

/**
 * A port that answers no connection attempt, for ever or for so long: its listener's thread is stopped, and its backlog of
 * one is full. Linux and macOS drop what comes in meanwhile. A system asks again 1 s, 3 s and 7 s after its first attempt;
 * a listener that has woken up is then found well.
 */
export async function deafPort(deafMs = Number.POSITIVE_INFINITY): Promise<Place> {
  const worker = new Worker(DEAF, { eval: true, workerData: { deafMs, headers: TRUE_HEADERS, body: TRUE_BODY } })
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  const fillers = Array.from({ length: 8 }, () => net.connect(port, '127.0.0.1').on('error', () => {}))
  await arrival()
  const close = async () => {
    for (const filler of fillers) filler.destroy()
    await worker.terminate()
  }
  return { port, close }
}

const DEAF = `
const { parentPort, workerData } = require('node:worker_threads')
const { deafMs, headers, body } = workerData
const server = require('node:http').createServer({ keepAliveTimeout: 0 }, (request, response) => {
  response.sendDate = false
  request.resume().on('end', () => {
    response.writeHead(200, headers).write(body)
    response.end()
  })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port)
  setImmediate(() => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, deafMs)
    // All who have waited ask again at the same time.
    server._handle.listen(511)
  })
})`

/** A service whose TLS handshake begins so late: what the client says waits with the system meanwhile. */
export async function lateTlsService(delayMs: number, identity: Identity): Promise<Place> {
  const inner = await service(answerTruly, identity)
  const open = new Set<net.Socket>()
  const server = net.createServer(async (socket) => {
    open.add(socket.on('error', () => {}))
    await pause(delayMs)
    const further = net.connect(inner.port, '127.0.0.1').on('error', () => {})
    socket.pipe(further).pipe(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    for (const socket of open) socket.destroy()
    server.close()
    await inner.close()
  }
  return { port: (server.address() as AddressInfo).port, close }
}
