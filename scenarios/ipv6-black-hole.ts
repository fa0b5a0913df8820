/** Two addresses of which one leads nowhere: who tries both in time notices hardly anything. */
import { anthropic, during, familyDown, healthy, scenario } from 'firedrill'

export default scenario({
  name: 'ipv6-black-hole',
  description: 'Nothing answers over IPv6 for ten minutes, while IPv4 works.',
  provider: anthropic(),
  script: [during('10m', familyDown(6)), healthy()],
  calls: { count: 3, every: '5m' },
  covers: ['F14', 'R7', 'R8'],
})
