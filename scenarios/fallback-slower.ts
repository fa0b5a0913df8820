/** A fallback that is well, but slow: what time-out and budget the primary has left counts. */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = anthropic()
const other = openai()

export default scenario({
  name: 'fallback-slower',
  description: 'Anthropic is overloaded for ten minutes; OpenAI answers after 40 s.',
  provider: api,
  otherProviders: [other],
  script: [
    when({ host: 'api.anthropic.com' }, during('10m', api.overloaded())),
    when({ host: 'api.openai.com' }, during('10m', healthy({ delay: '40s' }))),
    healthy(),
  ],
  covers: ['F21', 'R1', 'R2', 'R3', 'R7', 'R8', 'R9', 'R12'],
})
