/** A small error rate all day: each single failure is one that a retry repairs. */
import { anthropic, during, healthy, mix, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'one-in-ten',
  description: 'One request in ten fails by chance, with a 500, for ten minutes.',
  provider: api,
  script: [during('10m', mix([9, healthy()], [1, api.internalError()])), healthy()],
  calls: { count: 126, every: '5s' },
  covers: ['F1', 'R1', 'R4', 'R8', 'R16'],
})
