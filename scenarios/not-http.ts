/** Something else answers at the port: bytes, but not HTTP. */
import { anthropic, corrupt, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'not-http',
  description: 'Three answers are bytes that are not HTTP; then health.',
  provider: anthropic(),
  script: [times(3, corrupt('not-http')), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
