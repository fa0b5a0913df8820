/**
 * The trap: the abort of a request looks like a broken connection, and broken connections are retried.
 * vectorize-io/hindsight #4445.
 */
import { anthropic, during, healthy, scenario, silence } from 'firedrill'

export default scenario({
  name: 'sent-after-abort',
  description: 'The caller gives up on a silent request after three seconds, twice.',
  provider: anthropic(),
  script: [during('1m', silence()), healthy()],
  calls: { count: 3, every: '30s', abortAfter: '3s' },
  covers: ['F10', 'R7', 'R8', 'R19'],
})
