/** Streams that are wrong without a sign of it: no event bears a number. A client has to get through them. */
import { anthropic, healthy, scenario, streamGarble } from 'firedrill'

export default scenario({
  name: 'stream-garbled',
  description: 'An event comes twice, two in reverse order, one cut within a character.',
  provider: anthropic(),
  script: [streamGarble('duplicated'), streamGarble('reordered'), streamGarble('split-character'), healthy()],
  covers: ['F17', 'R7', 'R8'],
})
