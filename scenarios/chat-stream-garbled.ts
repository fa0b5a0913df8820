/** Chunks that are no JSON, and some whose trouble nothing tells: twice, in reverse order, cut within a character. */
import { healthy, openai, scenario, streamGarble } from 'firedrill'

export default scenario({
  name: 'chat-stream-garbled',
  description: 'OpenAI chunks come broken, twice, in reverse order, cut within a character.',
  provider: openai(),
  script: [
    streamGarble('malformed'),
    streamGarble('duplicated'),
    streamGarble('reordered'),
    streamGarble('split-character'),
    healthy(),
  ],
  covers: ['F17', 'R7', 'R8', 'R12'],
})
