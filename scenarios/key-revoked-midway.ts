/** A key that has just worked and never will again: each further try is waste. */
import { anthropic, at, forever, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'key-revoked-midway',
  description: 'After a minute of health the first key is revoked: 401 for ever.',
  provider: api,
  script: [when({ key: 'key#1' }, at('1m', forever(api.unauthorized()))), healthy()],
  calls: { count: 6, every: '20s' },
  covers: ['F6', 'R6', 'R7', 'R12'],
})
