/** One event that is no JSON, in a stream that goes on as if nothing were wrong. */
import { anthropic, healthy, scenario, streamGarble, times } from 'firedrill'

export default scenario({
  name: 'stream-malformed-event',
  description: 'Two streams have an event of broken JSON in them; then health.',
  provider: anthropic(),
  script: [times(2, streamGarble('malformed')), healthy()],
  covers: ['F17', 'R8', 'R12'],
})
