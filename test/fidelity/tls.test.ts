/** A TLS handshake that fails: the drill's fault and the same one made by a real TLS server, as five stacks see them. */
import { tlsFailure } from 'firedrill'
import { expect, test } from 'vitest'
import { type Flaw, type Identity, identityFor } from './certificates.ts'
import { timeless } from './outcome.ts'
import { bareService, HOST, service, TRUE_BODY, TRUE_HEADERS } from './real-world.ts'
import { stacks } from './stacks.ts'
import { atPlace, inDrill } from './worlds.ts'

const flaws: readonly Flaw[] = ['expired', 'self-signed', 'wrong-host', 'unknown-issuer']

/** With these, the client must trust the issuer: otherwise it would complain of that. */
const vouchedFor = ['expired', 'wrong-host']

for (const flaw of flaws) {
  test.each(stacks)(`tlsFailure('${flaw}'): $name`, async (stack) => {
    const identity = await identityFor(HOST, flaw)
    const settings = vouchedFor.includes(flaw) ? { ca: identity.issuer } : {}
    const { outcome, port } = await atPlace(() => trueService(identity), stack, settings, 'https')
    expect(outcome.error).not.toBeNull()
    const drilled = await inDrill([tlsFailure(flaw)], stack, {}, { scheme: 'https', port })
    expect(timeless(drilled)).toEqual(timeless(outcome))
  })

  test.each(stacks)(`tlsFailure('${flaw}') for a client with a CA of its own: $name`, async (stack) => {
    const identity = await identityFor(HOST, flaw)
    const ca = vouchedFor.includes(flaw) ? identity.issuer : (await identityFor(HOST, null)).issuer
    const { outcome, port } = await atPlace(() => trueService(identity), stack, { ca }, 'https')
    expect(outcome.error).not.toBeNull()
    const drilled = await inDrill([tlsFailure(flaw)], stack, { ca }, { scheme: 'https', port })
    expect(timeless(drilled)).toEqual(timeless(outcome))
  })

  test.each(stacks)(`tlsFailure('${flaw}') for a client that takes any certificate: $name`, async (stack) => {
    const identity = await identityFor(HOST, flaw)
    const { outcome, port } = await atPlace(() => trueService(identity), stack, { insecure: true }, 'https')
    expect(outcome).toMatchObject({ status: 200, error: null })
    const drilled = await inDrill([tlsFailure(flaw)], stack, { insecure: true }, { scheme: 'https', port })
    expect(timeless(drilled)).toEqual(timeless(outcome))
  })
}

test.each(stacks)("tlsFailure('aborted'): $name", async (stack) => {
  // It closes once the client's hello has come in.
  const place = () => bareService((socket) => socket.end())
  const { outcome, port } = await atPlace(place, stack, {}, 'https')
  expect(outcome.error).not.toBeNull()
  const drilled = await inDrill([tlsFailure('aborted')], stack, {}, { scheme: 'https', port })
  expect(timeless(drilled)).toEqual(timeless(outcome))
})

async function trueService(identity: Identity) {
  return service(({ response }) => {
    response.writeHead(200, [...TRUE_HEADERS]).write(TRUE_BODY)
    response.end()
  }, identity)
}
