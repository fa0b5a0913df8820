/** A stream that stops in the middle and stays open: only an idle time-out notices. */
import { anthropic, healthy, scenario, streamStall, times } from 'firedrill'

export default scenario({
  name: 'stalled-stream',
  description: 'Two streams fall silent half-way and stay open; then health.',
  provider: anthropic(),
  script: [times(2, streamStall()), healthy()],
  covers: ['F10', 'F17', 'R7', 'R8', 'R11', 'R12'],
})
