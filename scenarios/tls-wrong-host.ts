/** A certificate of another host: a wrong address, or somebody in between. */
import { anthropic, during, healthy, scenario, tlsFailure } from 'firedrill'

export default scenario({
  name: 'tls-wrong-host',
  description: 'The certificate is for another host for ten minutes; then health.',
  provider: anthropic(),
  script: [during('10m', tlsFailure('wrong-host')), healthy()],
  covers: ['F13', 'R7', 'R8', 'R12'],
})
