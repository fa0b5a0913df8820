/** A stream that ends in good order within the arguments of a tool: repaired, they are something else. */
import { anthropic, healthy, scenario, streamEnd, times } from 'firedrill'

export default scenario({
  name: 'stream-ends-in-tool-call',
  description: 'Two streams end inside the JSON of a tool call; then health.',
  provider: anthropic(),
  script: [times(2, streamEnd({ at: 'tool-input' })), healthy()],
  covers: ['F17', 'R8', 'R12', 'R20'],
})
