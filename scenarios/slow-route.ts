/** A long way round, as over a VPN: every connection and every answer is late, and none fails. */
import { anthropic, during, healthy, scenario, slowConnection } from 'firedrill'

export default scenario({
  name: 'slow-route',
  description: 'Slow by turns for five minutes: 4 s to connect, then 6 s to the answer.',
  provider: anthropic(),
  script: [during('5m', slowConnection('connect', '4s'), healthy({ delay: '6s' })), healthy()],
  calls: { count: 12, every: '30s' },
  covers: ['F14', 'R7', 'R8'],
})
