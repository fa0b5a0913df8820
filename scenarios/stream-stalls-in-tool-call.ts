/** A stream that stops within the arguments of a tool: neither a call nor an error. */
import { anthropic, healthy, scenario, streamStall, times } from 'firedrill'

export default scenario({
  name: 'stream-stalls-in-tool-call',
  description: 'Two streams fall silent inside the JSON of a tool call; then health.',
  provider: anthropic(),
  script: [times(2, streamStall({ at: 'tool-input' })), healthy()],
  covers: ['F17', 'R7', 'R8', 'R11', 'R12', 'R20'],
})
