/** One chunk that is no JSON, in a stream that goes on to its [DONE]. */
import { healthy, openai, scenario, streamGarble, times } from 'firedrill'

export default scenario({
  name: 'chat-stream-malformed-chunk',
  description: 'Two OpenAI streams have a chunk of broken JSON in them; then health.',
  provider: openai(),
  script: [times(2, streamGarble('malformed')), healthy()],
  covers: ['F17', 'R8', 'R12'],
})
