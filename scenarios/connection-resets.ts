/** Connections that break: before the answer, when a retry is safe, and in the middle of it. */
import { anthropic, healthy, reset, scenario, times } from 'firedrill'

export default scenario({
  name: 'connection-resets',
  description: 'Three connections are reset before an answer, one within; then health.',
  provider: anthropic(),
  script: [times(3, reset()), reset({ at: 'body' }), healthy()],
  covers: ['F11', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
