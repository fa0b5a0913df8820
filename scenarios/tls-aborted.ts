/** A handshake that the peer breaks off: unlike a bad certificate, it may pass. */
import { anthropic, healthy, scenario, times, tlsFailure } from 'firedrill'

export default scenario({
  name: 'tls-aborted',
  description: 'Three TLS handshakes are broken off; then health.',
  provider: anthropic(),
  script: [times(3, tlsFailure('aborted')), healthy()],
  covers: ['F13', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
