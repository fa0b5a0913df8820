/** JSON that parses, and is not what was promised: other types in the same fields. */
import { anthropic, corrupt, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'mistyped-json',
  description: 'Two answers are JSON with the wrong types; then health.',
  provider: anthropic(),
  script: [times(2, corrupt('mistyped-json')), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
