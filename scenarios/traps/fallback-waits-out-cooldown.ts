/**
 * The trap: the hint of the model that is limited is waited out before the one that isn't is asked.
 * timbal-ai/timbal #117; superagent-ai/superagent #1145 is the contrary, which burns both.
 */
import { anthropic, during, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'fallback-waits-out-cooldown',
  description: 'Every Opus is limited and asks for 50 seconds; Sonnet and Haiku are well.',
  provider: api,
  script: [when({ model: 'claude-opus-*' }, during('5m', api.rateLimited({ retryAfter: 50 }))), healthy()],
  covers: ['F7', 'R1', 'R5', 'R7', 'R8', 'R9', 'R12'],
})
