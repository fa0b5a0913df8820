/** Unusual, but true: chunks that come twice, in reverse order, or cut within a character. */
import { healthy, openai, scenario, streamGarble } from 'firedrill'

export default scenario({
  name: 'chat-stream-garbled',
  description: 'An OpenAI chunk comes twice, two reversed, one cut within a character.',
  provider: openai(),
  script: [streamGarble('duplicated'), streamGarble('reordered'), streamGarble('split-character'), healthy()],
  covers: ['F17', 'R7', 'R8'],
})
