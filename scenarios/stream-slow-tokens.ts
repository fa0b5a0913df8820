/** A model that thinks before it speaks, and speaks slowly: alive all the time. */
import { anthropic, healthy, scenario } from 'firedrill'

export default scenario({
  name: 'stream-slow-tokens',
  description: 'The first token takes 40 s, then each event 3 s; then health.',
  provider: anthropic(),
  script: [healthy({ firstTokenDelay: '40s' }), healthy({ chunkDelay: '3s' }), healthy()],
  covers: ['F17', 'R7', 'R8'],
})
