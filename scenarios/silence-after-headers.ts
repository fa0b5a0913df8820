/** A 200 and then nothing: a time-out that ends with the headers has already been cleared. */
import { anthropic, healthy, scenario, silence, times } from 'firedrill'

export default scenario({
  name: 'silence-after-headers',
  description: 'Two answers fall silent right after their headers; then health.',
  provider: anthropic(),
  script: [times(2, silence({ at: 'after-headers' })), healthy()],
  covers: ['F10', 'R7', 'R8', 'R11', 'R12'],
})
