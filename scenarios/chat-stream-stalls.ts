/** A stream of Chat Completions that stops in the middle and stays open. */
import { healthy, openai, scenario, streamStall } from 'firedrill'

export default scenario({
  name: 'chat-stream-stalls',
  description: 'Two OpenAI streams fall silent, one at once, one half-way; then health.',
  provider: openai(),
  script: [streamStall({ at: 'first-token' }), streamStall(), healthy()],
  covers: ['F17', 'R7', 'R8', 'R11', 'R12'],
})
