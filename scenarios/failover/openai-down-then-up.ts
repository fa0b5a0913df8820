/** S15 of Failover Bench, a primary that is down, then well: serve from the fallback, probe, come back. */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = openai()

export default scenario({
  name: 'openai-down-then-up',
  description: 'The primary answers 503 for a minute; a call every four seconds.',
  provider: api,
  otherProviders: [anthropic()],
  script: [when({ host: 'api.openai.com' }, during('1m', api.serviceUnavailable())), healthy()],
  calls: { count: 20, every: '4s' },
  covers: ['F2', 'F21', 'R1', 'R2', 'R3', 'R4', 'R7', 'R8', 'R9', 'R10', 'R12', 'R21'],
})
