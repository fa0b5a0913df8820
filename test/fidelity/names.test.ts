/** A name that can't be looked up: the drill's fault and a real look-up that fails, as five stacks see them. */
import dns from 'node:dns'
import { getSystemErrorMap } from 'node:util'
import { dnsFailure } from 'firedrill'
import { expect, test } from 'vitest'
import { timeless } from './outcome.ts'
import { withLookup } from './real-world.ts'
import { stacks } from './stacks.ts'
import { inDrill, inReality } from './worlds.ts'

/** RFC 6761: no name under it ever exists. */
const route = { host: 'api.invalid', port: 80 }

/** What the system calls them: Node's own name for the first is older (`dns.NOTFOUND`). */
const codes = [
  ['ENOTFOUND', 'EAI_NONAME'],
  ['EAI_AGAIN', 'EAI_AGAIN'],
] as const

for (const [code, systemName] of codes) {
  for (const scheme of ['http', 'https'] as const) {
    test.each(stacks)(`dnsFailure('${code}') over ${scheme}: $name`, async (stack) => {
      const [real] = await withFailingNames(() => inReality(stack, {}, { ...route, scheme }))
      expect(real?.error).not.toBeNull()
      const [drilled] = await inDrill([dnsFailure(code)], stack, {}, { ...route, scheme })
      expect(timeless(drilled!)).toEqual(timeless(real!))
    })
  }

  /**
   * Looks names up for real, and fails as Node does. Which of the two codes that is depends on whether a name server can
   * be reached from here, so the code, and with it the number and the text, are set to the one that is wanted.
   */
  function withFailingNames<Value>(use: () => Promise<Value>): Promise<Value> {
    const lookUp = dns.lookup
    return withLookup((host, options, callback) => {
      lookUp(host, options, (error: NodeJS.ErrnoException | null) => {
        if (error === null) return callback(new Error(`Failed to fail: ${host} was found. Ask another name server.`))
        const errno = [...getSystemErrorMap()].find(([, [name]]) => name === systemName)![0]
        const message = error.message.replace(String(error.code), code)
        callback(Object.assign(error, { code, errno, message }))
      })
    }, use)
  }
}
