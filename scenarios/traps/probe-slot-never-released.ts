/**
 * The trap: a probe that is answered 404 is neither success nor failure to the breaker, and keeps its slot for ever.
 * getnora-io/nora #585, use-agent-os/agent-os #1605, decocms/studio #5322. The minute of health before the end is for
 * breakers to close in: calls after it must succeed.
 */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'probe-slot-never-released',
  description: 'A minute of 503s, one of 404s from a gateway without routes; then health.',
  provider: api,
  script: [during('1m', api.serviceUnavailable()), during('1m', api.notFound()), during('1m', healthy()), healthy()],
  calls: { count: 50, every: '4s' },
  covers: ['F2', 'R6', 'R7', 'R8', 'R10', 'R12', 'R21'],
})
