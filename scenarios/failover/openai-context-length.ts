/** S12 of Failover Bench, a prompt that is too long: the same model can't take it; one with a larger window may. */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = openai()

export default scenario({
  name: 'openai-context-length',
  description: 'The primary refuses a prompt that is too long for it, with 400.',
  provider: api,
  otherProviders: [anthropic()],
  script: [
    when({ host: 'api.openai.com' }, during('1m', api.badRequest({ errorType: 'context_length_exceeded' }))),
    healthy(),
  ],
  covers: ['F8', 'R6', 'R7', 'R8', 'R9', 'R12'],
})
