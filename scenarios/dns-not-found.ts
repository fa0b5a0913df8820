/** A name that nobody knows: a typing error, or a zone that somebody deleted. */
import { anthropic, dnsFailure, during, healthy, scenario } from 'firedrill'

export default scenario({
  name: 'dns-not-found',
  description: 'The host is not found (ENOTFOUND) for five minutes; then health.',
  provider: anthropic(),
  script: [during('5m', dnsFailure('ENOTFOUND')), healthy()],
  covers: ['F12', 'R7', 'R8', 'R12'],
})
