/** A certificate that vouches for itself, as a test server or a middlebox shows it. */
import { anthropic, during, healthy, scenario, tlsFailure } from 'firedrill'

export default scenario({
  name: 'tls-self-signed',
  description: 'The certificate is self-signed for ten minutes; then health.',
  provider: anthropic(),
  script: [during('10m', tlsFailure('self-signed')), healthy()],
  covers: ['F13', 'R7', 'R8', 'R12'],
})
