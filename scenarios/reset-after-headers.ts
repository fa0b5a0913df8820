/** A connection that breaks between the headers and the body: the status says 200, and nothing follows. */
import { anthropic, healthy, reset, scenario, times } from 'firedrill'

export default scenario({
  name: 'reset-after-headers',
  description: 'Two answers are reset right after their headers; then health.',
  provider: anthropic(),
  script: [times(2, reset({ at: 'after-headers' })), healthy()],
  covers: ['F11', 'R1', 'R8', 'R12'],
})
