/**
 * The trap: the one request that a half-open breaker lets through never settles, and all others are turned away for
 * good. diegosouzapw/OmniRoute #13836 (49,607 calls in six days, the API long well again), nodeshift/opossum #276. The
 * minute of health before the end is for breakers to close in: calls after it must succeed.
 */
import { anthropic, during, healthy, scenario, silence } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'breaker-stuck-half-open',
  description: 'A minute of 500s, a minute of silence for whoever probes; then health.',
  provider: api,
  script: [during('1m', api.internalError()), during('1m', silence()), during('1m', healthy()), healthy()],
  calls: { count: 50, every: '4s', abortAfter: '15s' },
  covers: ['F1', 'F10', 'R7', 'R8', 'R10', 'R12', 'R19', 'R21'],
})
