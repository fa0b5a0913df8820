/**
 * Connections that fail, or stand late: what each HTTP stack really sees. Codes are those that Node's documentation names
 * (errors.html, tls.html "X509 certificate error codes"); texts are Node's own, and differ between its versions.
 */
import https from 'node:https'
import net from 'node:net'
import {
  attempts,
  calls,
  dnsFailure,
  drill,
  type Fault,
  familyDown,
  healthy,
  refused,
  times,
  tlsFailure,
  unreachable,
} from 'firedrill'
import { expect, test } from 'vitest'
import { ADDRESS, HOST, oneCall } from '../drill/helpers.ts'
import { byNode, stacks } from './askers.ts'

const PLAIN = ADDRESS.replace('https', 'http')

const failures: [string, () => Fault, object][] = [
  [
    'refused()',
    refused,
    { code: 'ECONNREFUSED', syscall: 'connect', message: 'connect ECONNREFUSED 192.0.2.1:443', port: 443 },
  ],
  [
    "dnsFailure('ENOTFOUND')",
    () => dnsFailure('ENOTFOUND'),
    { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname: HOST },
  ],
  [
    "dnsFailure('EAI_AGAIN')",
    () => dnsFailure('EAI_AGAIN'),
    { code: 'EAI_AGAIN', errno: -3001, syscall: 'getaddrinfo', hostname: HOST },
  ],
  ["tlsFailure('expired')", () => tlsFailure('expired'), { code: 'CERT_HAS_EXPIRED' }],
  ["tlsFailure('self-signed')", () => tlsFailure('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  ["tlsFailure('unknown-issuer')", () => tlsFailure('unknown-issuer'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }],
  [
    "tlsFailure('wrong-host')",
    () => tlsFailure('wrong-host'),
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', host: HOST, cert: { subjectaltname: 'DNS:another.host.invalid' } },
  ],
  [
    "tlsFailure('aborted')",
    () => tlsFailure('aborted'),
    { code: 'ECONNRESET', message: expect.stringContaining('before secure TLS connection was established') },
  ],
]

for (const [name, make, expected] of failures) {
  test.each(stacks)(`${name} is seen by %s as such an error, of the service's doing`, async (_stack, ask) => {
    let seen: unknown
    const trace = await drill(oneCall(times(1, make())), async () => {
      try {
        return await ask(ADDRESS)
      } catch (error) {
        seen = rootOf(error)
        throw error
      }
    })
    expect(seen).toMatchObject(expected)
    expect(attempts(trace)).toMatchObject([{ received: false, endedBy: 'service', endMs: 0 }])
    expect(calls(trace)[0]).toMatchObject({ outcome: 'error', endMs: 0 })
  })
}

/** What the stack wraps the socket's error in. */
function rootOf(error: unknown): unknown {
  const { cause } = error as { cause?: unknown }
  return cause instanceof Error ? rootOf(cause) : error
}

test("an address where nothing answers: undici's own time-out after 10 s, else the system's after 127 s", async () => {
  const ask = (stack: string) => stacks.find(([name]) => name === stack)![1](ADDRESS)
  const byUndici = await drill(oneCall(unreachable()), () => ask('undici'))
  expect(attempts(byUndici)).toMatchObject([{ endedBy: 'runtime', error: { code: 'UND_ERR_CONNECT_TIMEOUT' } }])
  const { endMs } = calls(byUndici)[0]!
  expect(endMs).toBeGreaterThanOrEqual(10_000)
  expect(endMs).toBeLessThan(11_000)
  const bySystem = await drill(oneCall(unreachable()), () => ask('https'))
  expect(attempts(bySystem)).toMatchObject([
    { endedBy: 'service', error: { code: 'ETIMEDOUT', message: 'connect ETIMEDOUT 192.0.2.1:443' } },
  ])
  expect(calls(bySystem)[0]).toMatchObject({ endMs: 127_000 })
})

test("the client's own TLS settings decide over a certificate", async () => {
  const flaws = ['expired', 'self-signed', 'wrong-host', 'unknown-issuer'] as const
  const seen: Record<string, unknown[]> = {}
  for (const flaw of flaws) {
    const script = [times(3, tlsFailure(flaw)), healthy()]
    await drill(oneCall(...script), async () => {
      const settings: https.AgentOptions[] = [
        { rejectUnauthorized: false },
        { checkServerIdentity: () => undefined },
        { checkServerIdentity: () => new Error('not my host') },
      ]
      seen[flaw] = []
      for (const options of settings) {
        seen[flaw].push(await byNode(ADDRESS, { agent: new https.Agent(options) }).catch((error) => rootOf(error)))
      }
    })
  }
  const refusal = (code: string) => expect.objectContaining({ code })
  expect(seen).toEqual({
    expired: [200, refusal('CERT_HAS_EXPIRED'), refusal('CERT_HAS_EXPIRED')],
    'self-signed': [200, refusal('DEPTH_ZERO_SELF_SIGNED_CERT'), refusal('DEPTH_ZERO_SELF_SIGNED_CERT')],
    'wrong-host': [200, 200, new Error('not my host')],
    'unknown-issuer': [200, refusal('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), refusal('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
  })
})

test('without TLS, a failure of TLS is a peer that closes', async () => {
  const trace = await drill(oneCall(times(1, tlsFailure('expired'))), async () => (await fetch(PLAIN)).text())
  expect(calls(trace)[0]!.error).toMatchObject({ causes: [{ message: 'other side closed' }] })
  expect(attempts(trace)).toMatchObject([{ endedBy: 'service' }])
})

test('a delay passes before the failure is seen', async () => {
  for (const fault of [
    refused({ delay: '2s' }),
    dnsFailure('EAI_AGAIN', { delay: '2s' }),
    tlsFailure('expired', { delay: '2s' }),
    tlsFailure('aborted', { delay: '2s' }),
  ]) {
    const trace = await drill(oneCall(times(1, fault)), () => byNode(ADDRESS))
    expect(calls(trace)[0]).toMatchObject({ outcome: 'error', endMs: 2000 })
  }
})

test.each<[string, https.RequestOptions, 4 | 6, object]>([
  ['one that tries both is late', {}, 6, { outcome: 'value', endMs: net.getDefaultAutoSelectFamilyAttemptTimeout() }],
  [
    'with an attempt time-out of its own',
    { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 700 } as object,
    6,
    { outcome: 'value', endMs: 700 },
  ],
  ['the family that is tried second may be down', {}, 4, { outcome: 'value', endMs: 0 }],
  ['one that is pinned to it gets nowhere', { family: 6 }, 6, { outcome: 'error', endMs: 127_000 }],
  ['one that is pinned to the other notices nothing', { family: 4 }, 6, { outcome: 'value', endMs: 0 }],
  ['one that tries one address gets nowhere', { autoSelectFamily: false } as object, 6, { outcome: 'error' }],
])('a family is down: %s', async (_name, options, family, expected) => {
  const agent = new https.Agent()
  const trace = await drill(oneCall(times(1, familyDown(family))), () => byNode(ADDRESS, { ...options, agent }))
  expect(calls(trace)[0]).toMatchObject(expected)
})
