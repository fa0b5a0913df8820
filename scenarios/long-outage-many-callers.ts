/** An outage under steady traffic: what each call costs and leaves behind adds up. */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'long-outage-many-callers',
  description: 'Half an hour of 500s and 529s with a call every ten seconds; then health.',
  provider: api,
  script: [during('30m', api.internalError(), api.overloaded()), healthy()],
  calls: { count: 186, every: '10s' },
  covers: ['F1', 'F3', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R17', 'R21'],
})
