/** Hosts that a drill lets through: their connections are real, and time waits for them. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Call, calls, drill } from 'firedrill'
import { Client } from 'undici'
import { expect, test } from 'vitest'
import { ask, oneCall } from '../drill/helpers.ts'

test('a host that is let through is real, and virtual time waits for its answer', async () => {
  const server = http.createServer((_request, response) => setTimeout(() => response.end('real'), 60))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const trace = await drill(
      oneCall(),
      async (call) => {
        const signal = AbortSignal.timeout(5000)
        const text = await (await fetch(`http://127.0.0.1:${port}/`, { signal })).text()
        await ask(call)
        return text
      },
      { hosts: { [`127.0.0.1:${port}`]: 'through' } },
    )
    expect(calls(trace)[0]).toMatchObject({ value: '"real"', endMs: 0 })
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test('kept-alive connections of node:http stay usable, of a neighbour and to a host that is let through', async () => {
  const server = http.createServer((_request, response) => response.end('real'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const get = () =>
    new Promise<string>((resolve, reject) => {
      const request = http.get({ port, host: '127.0.0.1', agent }, (response) => {
        response.setEncoding('utf8').on('data', resolve)
      })
      request.on('error', reject)
    })
  try {
    const drilled = drill(
      oneCall(),
      async (call) => {
        await ask(call)
        return [await get(), await get(), await get()]
      },
      { hosts: { '127.0.0.1': 'through' } },
    )
    expect([await get(), await get(), await get()]).toEqual(['real', 'real', 'real'])
    expect(calls(await drilled)[0]).toMatchObject({ value: '["real","real","real"]' })
    expect([await get(), await get()]).toEqual(['real', 'real'])
  } finally {
    agent.destroy()
    server.close()
    server.closeAllConnections()
  }
})

test('a connection of undici to a host that is let through serves the drill, its neighbours and the next drill', async () => {
  const server = http.createServer((_request, response) => response.end('real'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const pool = new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const get = async () => (await pool.request({ path: '/', method: 'GET' })).body.text()
  const hosts = { '127.0.0.1': 'through' } as const
  const drilled = async () => {
    const client = async (call: Call) => {
      await ask(call)
      return [await get(), await get()]
    }
    return calls(await drill(oneCall(), client, { hosts }))[0]!.value
  }
  try {
    expect(await drilled()).toBe('["real","real"]')
    expect(await get()).toBe('real')
    expect(await drilled()).toBe('["real","real"]')
  } finally {
    await pool.destroy()
    server.close()
    server.closeAllConnections()
  }
})

test('time waits for a slow stream of a host that is let through, to its end', async () => {
  const server = http.createServer((_request, response) => {
    let sent = 0
    const timer = setInterval(() => {
      response.write('part ')
      if (++sent === 4) response.end(() => clearInterval(timer))
    }, 60)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const trace = await drill(
      oneCall(),
      async (call) => {
        const text = await (await fetch(`http://127.0.0.1:${port}/`)).text()
        await ask(call)
        return text
      },
      { hosts: { '127.0.0.1': 'through' } },
    )
    expect(calls(trace)[0]).toMatchObject({ value: '"part part part part "', endMs: 0 })
  } finally {
    server.close()
    server.closeAllConnections()
  }
})
