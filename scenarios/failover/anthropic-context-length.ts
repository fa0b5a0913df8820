/** S12 of Failover Bench, a prompt that is too long: the same model can't take it; one with a larger window may. */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'anthropic-context-length',
  description: 'The primary refuses a prompt that is too long for it, with 400.',
  provider: api,
  otherProviders: [openai()],
  script: [
    when(
      { host: 'api.anthropic.com' },
      during('1m', api.badRequest({ message: 'prompt is too long: 210500 tokens > 200000 maximum' })),
    ),
    healthy(),
  ],
  covers: ['F8', 'R6', 'R7', 'R8', 'R9', 'R12'],
})
