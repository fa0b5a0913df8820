/** A peer that hangs up politely: no error of the connection, just an answer that is missing. */
import { anthropic, closed, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'closed-early',
  description: 'Connections close before the headers, after them, and within the body.',
  provider: anthropic(),
  script: [times(3, closed()), closed({ at: 'after-headers' }), closed({ at: 'body' }), healthy()],
  covers: ['F11', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
