/** A caller who has had enough: once in the wait between two tries, once before a silent server. */
import { anthropic, during, healthy, scenario, silence, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'caller-gives-up',
  description: 'The caller aborts after 600 ms: in a wait, then in a silent request.',
  provider: api,
  script: [when({ call: 1 }, silence()), during('1m', api.internalError()), healthy()],
  calls: { count: 3, every: '30s', abortAfter: '600ms' },
  covers: ['F1', 'F10', 'R7', 'R8', 'R19'],
})
