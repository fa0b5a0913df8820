/** Lets a connection out to its real host, for all of its exchanges. */
import { type Connection, UNDECIDED } from './wires.ts'

/**
 * Passes a connection through, and each further exchange on it: an agent of node:http that frees a kept-alive socket sets
 * it back to undecided (@mswjs/interceptors 0.45), and the next request would wait for ever.
 */
export function passThrough({ controller, socket }: Connection): void {
  controller.passthrough()
  socket.on('data', () => {
    if (controller.readyState === UNDECIDED) controller.passthrough()
  })
}
