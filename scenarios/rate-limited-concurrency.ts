/** A limit on what is under way at once: slow answers use it up, however few requests come. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: 'rate-limited-concurrency',
  description: 'Two answers of 8 s may be under way at once; a third request gets a 429.',
  provider: anthropic(),
  script: [during('1m', limits({ concurrent: 2 }), healthy({ delay: '8s' })), healthy()],
  calls: { count: 34, every: '2s' },
  covers: ['F4', 'R1', 'R2', 'R5', 'R8'],
})
