/** A fallback that fails in another language: its errors are not shaped like those of the primary. */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = anthropic()
const other = openai()

export default scenario({
  name: 'fallback-other-dialect',
  description: 'Anthropic is overloaded for ten minutes; OpenAI has no quota left (429).',
  provider: api,
  otherProviders: [other],
  script: [
    when({ host: 'api.anthropic.com' }, during('10m', api.overloaded())),
    when({ host: 'api.openai.com' }, during('10m', other.rateLimited({ errorType: 'insufficient_quota' }))),
    healthy(),
  ],
  covers: ['F21', 'R1', 'R2', 'R3', 'R7', 'R8', 'R9', 'R12'],
})
