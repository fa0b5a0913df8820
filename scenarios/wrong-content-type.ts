/** The right body under the wrong name: a client that goes by the header gives text for JSON. */
import { anthropic, corrupt, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'wrong-content-type',
  description: 'Two answers are JSON called something else; then health.',
  provider: anthropic(),
  script: [times(2, corrupt('wrong-content-type')), healthy()],
  covers: ['F16', 'R8'],
})
