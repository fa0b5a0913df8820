/**
 * The trap: the caller gives up during a wait, and the client sleeps on. openai/openai-node #2580, vercel/ai #7656,
 * browserbase/sdk-node #205, avante-corp/avante.nvim #2109.
 */
import { during, healthy, openai, scenario } from 'firedrill'

const api = openai()

export default scenario({
  name: 'abort-ignored-in-backoff',
  description: 'A 429 asks for 20 seconds; the caller gives up after five of them.',
  provider: api,
  script: [during('1m', api.rateLimited({ retryAfter: 20 })), healthy()],
  calls: { count: 3, every: '30s', abortAfter: '5s' },
  covers: ['F4', 'R7', 'R8', 'R19'],
})
