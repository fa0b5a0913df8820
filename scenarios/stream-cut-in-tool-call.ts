/** A connection that breaks within the arguments of a tool: to complete them is to guess. */
import { anthropic, healthy, scenario, streamCut, times } from 'firedrill'

export default scenario({
  name: 'stream-cut-in-tool-call',
  description: 'Two streams are reset inside the JSON of a tool call; then health.',
  provider: anthropic(),
  script: [times(2, streamCut({ at: 'tool-input' })), healthy()],
  covers: ['F17', 'R8', 'R12', 'R20'],
})
