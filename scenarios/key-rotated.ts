/** A key that is replaced: one server after another learns that only the new one counts. */
import { anthropic, at, forever, healthy, ramp, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'key-rotated',
  description: 'The first key is refused more and more within 2 min; any other one works.',
  provider: api,
  script: [
    when({ key: 'key#1' }, at('1m', ramp('2m', {}, api.unauthorized()), forever(api.unauthorized()))),
    healthy(),
  ],
  calls: { count: 12, every: '20s' },
  covers: ['F6', 'R6', 'R7', 'R12'],
})
