/** A stream that ends as if all were said: nothing but its content tells what is missing. */
import { anthropic, healthy, scenario, streamEnd } from 'firedrill'

export default scenario({
  name: 'stream-ends-early',
  description: 'Two streams end before their terminator, one of them half-way; then health.',
  provider: anthropic(),
  script: [streamEnd(), streamEnd({ at: 'half' }), healthy()],
  covers: ['F17', 'R8', 'R12'],
})
