/** A time-out further down that nobody calls one: a 500 that takes a minute. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'timeout-as-500',
  description: 'Three times a 500 after a minute of silence; then health.',
  provider: api,
  script: [times(3, api.internalError({ delay: '1m' })), healthy()],
  covers: ['F9', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
