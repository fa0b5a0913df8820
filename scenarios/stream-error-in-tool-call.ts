/** An error in band within the arguments of a tool: half of them is no call. */
import { anthropic, healthy, scenario, streamError, times } from 'firedrill'

export default scenario({
  name: 'stream-error-in-tool-call',
  description: 'Two streams fail inside the JSON of a tool call; then health.',
  provider: anthropic(),
  script: [times(2, streamError('overloaded_error', { at: 'tool-input' })), healthy()],
  covers: ['F17', 'R8', 'R12', 'R20'],
})
