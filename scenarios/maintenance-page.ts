/** A page that asks for patience, in front of an API that is being repaired. */
import { anthropic, during, healthy, page, scenario } from 'firedrill'

export default scenario({
  name: 'maintenance-page',
  description: 'A maintenance page with 503 for ten minutes; then health.',
  provider: anthropic(),
  script: [during('10m', page('maintenance')), healthy()],
  covers: ['F15', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
