/** Look-ups that take their time: once within a usual connect time-out, once beyond it. */
import { anthropic, healthy, scenario, slowConnection } from 'firedrill'

export default scenario({
  name: 'dns-slow',
  description: 'Looking up the host takes 8 s, then 30 s; then health.',
  provider: anthropic(),
  script: [slowConnection('lookup', '8s'), slowConnection('lookup', '30s'), healthy()],
  covers: ['F12', 'R1', 'R8'],
})
