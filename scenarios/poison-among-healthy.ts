/** One request of many that can never succeed: it must not take the others down with it. */
import { anthropic, during, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'poison-among-healthy',
  description: 'Of five calls the second is refused with 400, whatever its retries.',
  provider: api,
  script: [when({ call: 1 }, during('1m', api.badRequest())), healthy()],
  calls: { count: 5, every: '20s' },
  covers: ['F8', 'R6', 'R8', 'R12', 'R21'],
})
