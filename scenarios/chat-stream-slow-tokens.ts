/** A reasoning model: a long time nothing, then one word after another. */
import { healthy, openai, scenario } from 'firedrill'

export default scenario({
  name: 'chat-stream-slow-tokens',
  description: 'The first OpenAI token takes 40 s, then each chunk 3 s; then health.',
  provider: openai(),
  script: [healthy({ firstTokenDelay: '40s' }), healthy({ chunkDelay: '3s' }), healthy()],
  covers: ['F17', 'R7', 'R8'],
})
