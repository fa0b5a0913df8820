/** Both providers down at once: a fallback is no way out, and the call has to end. */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = anthropic()
const other = openai()

export default scenario({
  name: 'fallback-down-too',
  description: 'Anthropic is overloaded for ten minutes, and OpenAI is down as well.',
  provider: api,
  otherProviders: [other],
  script: [
    when({ host: 'api.anthropic.com' }, during('10m', api.overloaded())),
    when({ host: 'api.openai.com' }, during('10m', other.serviceUnavailable())),
    healthy(),
  ],
  covers: ['F21', 'R1', 'R2', 'R3', 'R7', 'R8', 'R9', 'R12'],
})
