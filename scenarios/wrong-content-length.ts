/** A length that is not that of the body: too long, and the end is missed; too short, and it is cut. */
import { anthropic, corrupt, healthy, scenario } from 'firedrill'

export default scenario({
  name: 'wrong-content-length',
  description: 'A content-length that is too long, then one that is too short; then health.',
  provider: anthropic(),
  script: [corrupt('long-content-length'), corrupt('short-content-length'), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
