/** A body cut off in the middle, in a framing that looks whole. */
import { anthropic, corrupt, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'truncated-json',
  description: 'Two answers are JSON that breaks off; then health.',
  provider: anthropic(),
  script: [times(2, corrupt('truncated-json')), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
