/** A certificate that nobody renewed in time: to retry is useless, to look away is dangerous. */
import { anthropic, during, healthy, scenario, tlsFailure } from 'firedrill'

export default scenario({
  name: 'tls-expired',
  description: 'The certificate has expired for ten minutes; then it is renewed.',
  provider: anthropic(),
  script: [during('10m', tlsFailure('expired')), healthy()],
  covers: ['F13', 'R7', 'R8', 'R12'],
})
