/** Answers that let the client wait for their headers: slow isn't silent. */
import { anthropic, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'slow-first-byte',
  description: 'Two answers begin only after 45 s; then health.',
  provider: anthropic(),
  script: [times(2, healthy({ delay: '45s' })), healthy()],
  covers: ['F9', 'R7', 'R8'],
})
