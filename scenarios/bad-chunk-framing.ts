/** Chunks whose lengths are none: the HTTP library itself must refuse the answer. */
import { anthropic, corrupt, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'bad-chunk-framing',
  description: 'Two answers have chunks without a proper length; then health.',
  provider: anthropic(),
  script: [times(2, corrupt('bad-chunk')), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
