/** Errors of the operating system, and of the service's own doing, as Node makes them. */
import { getSystemErrorMap } from 'node:util'

/** The number that this system gives an error, negative as Node has it: `ECONNREFUSED` is -111 on Linux, -61 on macOS. */
export function errnoOf(code: string): number {
  for (const [errno, [name]] of getSystemErrorMap()) if (name === code) return errno
  return -1
}

/** libuv's own numbers for what a name server says: the same on every system (libuv, uv/errno.h). */
const LOOK_UP_ERRNO = { ENOTFOUND: -3008, EAI_AGAIN: -3001 } as const

/** The error of `dns.lookup` for a name that isn't found, or that no name server answers for. */
export function lookUpError(code: keyof typeof LOOK_UP_ERRNO, hostname: string): Error {
  const error = new Error(`getaddrinfo ${code} ${hostname}`)
  return Object.assign(error, { errno: LOOK_UP_ERRNO[code], code, syscall: 'getaddrinfo', hostname })
}

/** The error of a connection that the peer resets. */
export function resetError(): Error {
  const error = new Error('read ECONNRESET')
  return Object.assign(error, { errno: errnoOf('ECONNRESET'), code: 'ECONNRESET', syscall: 'read' })
}

/** What is written down of a connection that the service closed in an orderly way: each client has its own words for it. */
export function closedError(): Error {
  return new Error('the service closed the connection')
}
