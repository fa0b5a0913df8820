/** Success without a word: a client that expects an answer must not invent one. */
import { anthropic, corrupt, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'empty-200',
  description: 'Two answers are a 200 with an empty body; then health.',
  provider: anthropic(),
  script: [times(2, corrupt('empty')), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
