/** No answer, and an open connection: only a timer of the client's own ends it soon. */
import { anthropic, healthy, scenario, silence, times } from 'firedrill'

export default scenario({
  name: 'silence',
  description: 'Two requests get no answer at all, a third stops half-way; then health.',
  provider: anthropic(),
  script: [times(2, silence()), silence({ at: 'body' }), healthy()],
  covers: ['F10', 'R2', 'R3', 'R7', 'R8', 'R11', 'R12'],
})
