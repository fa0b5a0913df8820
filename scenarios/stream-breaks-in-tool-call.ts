/** Trouble within the arguments of a tool: half of them is no call, and to complete them is to guess. */
import { anthropic, healthy, scenario, streamCut, streamEnd, streamError, streamStall } from 'firedrill'

export default scenario({
  name: 'stream-breaks-in-tool-call',
  description: 'Four streams break inside a tool call: an error, a cut, an end, a stall.',
  provider: anthropic(),
  script: [
    streamError('overloaded_error', { at: 'tool-input' }),
    streamCut({ at: 'tool-input' }),
    streamEnd({ at: 'tool-input' }),
    streamStall({ at: 'tool-input' }),
    healthy(),
  ],
  covers: ['F17', 'R7', 'R8', 'R11', 'R12', 'R20'],
})
