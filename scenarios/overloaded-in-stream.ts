/** Overload that comes after the 200: whoever looks at the status alone takes it for success. */
import { anthropic, healthy, scenario, streamError } from 'firedrill'

export default scenario({
  name: 'overloaded-in-stream',
  description: 'An overloaded error within a stream: before its first token, and half-way.',
  provider: anthropic(),
  script: [streamError('overloaded_error', { at: 'first-token' }), streamError('overloaded_error'), healthy()],
  covers: ['F3', 'F17', 'R8', 'R12'],
})
