/** A compressed body that is cut off: what has been unpacked so far looks fine. */
import { anthropic, corrupt, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'cut-gzip',
  description: 'Two compressed answers are cut off; then health.',
  provider: anthropic(),
  script: [times(2, corrupt('cut-gzip')), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
