/** An answer that begins well and never ends: a time-out that stops at the headers misses it. */
import { anthropic, healthy, scenario, silence, times } from 'firedrill'

export default scenario({
  name: 'stalled-body',
  description: 'Two answers stop half-way and leave the connection open; then health.',
  provider: anthropic(),
  script: [times(2, silence({ at: 'body' })), healthy()],
  covers: ['F10', 'R7', 'R8', 'R11', 'R12'],
})
