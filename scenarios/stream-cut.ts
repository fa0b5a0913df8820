/** A stream whose connection breaks: reset in the middle, or closed before the end. */
import { anthropic, healthy, scenario, streamCut } from 'firedrill'

export default scenario({
  name: 'stream-cut',
  description: 'One stream is reset half-way, one is closed; then health.',
  provider: anthropic(),
  script: [streamCut(), streamCut({ how: 'close' }), healthy()],
  covers: ['F17', 'R8', 'R12'],
})
