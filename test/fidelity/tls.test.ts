/**
 * A TLS handshake that fails: the drill's fault and the same one made by a real TLS server, as five stacks see them.
 *
 * The messages are Node's own, and not the same in each: for a self-signed certificate and an unknown issuer, Node 24 and 26
 * add a hint at `--use-system-ca`, Node 22 doesn't.
 */
import { tlsFailure } from 'firedrill'
import { expect, test } from 'vitest'
import { type Flaw, identityFor } from './certificates.ts'
import { answerTruly, bareService, HOST, service } from './real-world.ts'
import { stacks } from './stacks.ts'
import { type Comparison, expectSame } from './worlds.ts'

const flaws: readonly Flaw[] = ['expired', 'self-signed', 'wrong-host', 'unknown-issuer']

/** With these, the client must trust the issuer: otherwise it would complain of that. */
const vouchedFor = ['expired', 'wrong-host']

for (const flaw of flaws) {
  test.each(stacks)(`tlsFailure('${flaw}'): $name`, async (stack) => {
    const identity = await identityFor(HOST, flaw)
    const ca = vouchedFor.includes(flaw) ? identity.issuer : undefined
    await expectFailure({ stack, real: () => service(answerTruly, identity), script: [tlsFailure(flaw)], ca })
  })

  test.each(stacks)(`tlsFailure('${flaw}') for a client with a CA of its own: $name`, async (stack) => {
    const identity = await identityFor(HOST, flaw)
    const ca = vouchedFor.includes(flaw) ? identity.issuer : (await identityFor(HOST, null)).issuer
    const real = () => service(answerTruly, identity)
    await expectFailure({ stack, real, script: [tlsFailure(flaw)], settings: { ca } })
  })

  test.each(stacks)(`tlsFailure('${flaw}') for a client that takes any certificate: $name`, async (stack) => {
    const identity = await identityFor(HOST, flaw)
    const real = () => service(answerTruly, identity)
    const settings = { insecure: true }
    const outcome = await expectSame({ stack, real, script: [tlsFailure(flaw)], scheme: 'https', settings })
    expect(outcome).toMatchObject({ status: 200, error: null })
  })
}

test.each(stacks)("tlsFailure('aborted'): $name", async (stack) => {
  // It closes once the client's hello has come in.
  const real = () => bareService((socket) => socket.end())
  await expectFailure({ stack, real, script: [tlsFailure('aborted')] })
})

async function expectFailure(comparison: Comparison): Promise<void> {
  const outcome = await expectSame({ ...comparison, scheme: 'https' })
  expect(outcome.error).not.toBeNull()
}
