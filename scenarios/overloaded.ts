/** An API at its limits: it answers some, and turns the others away with 529. */
import { anthropic, during, healthy, mix, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'overloaded',
  description: 'Two requests in three are turned away with 529 for a minute and a half.',
  provider: api,
  script: [during('90s', mix([2, api.overloaded()], [1, healthy()])), healthy()],
  calls: { count: 40, every: '3s' },
  covers: ['F3', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12'],
})
