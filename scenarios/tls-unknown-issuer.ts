/** A certificate whose issuer nobody knows: a firewall that reads along, or a chain with a gap. */
import { anthropic, during, healthy, scenario, tlsFailure } from 'firedrill'

export default scenario({
  name: 'tls-unknown-issuer',
  description: 'The certificate comes from an unknown issuer for ten minutes; then health.',
  provider: anthropic(),
  script: [during('10m', tlsFailure('unknown-issuer')), healthy()],
  covers: ['F13', 'R7', 'R8', 'R12'],
})
