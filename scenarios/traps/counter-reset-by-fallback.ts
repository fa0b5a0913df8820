/**
 * The trap: each model of a chain gets the whole retry budget again, and some models get it twice. BerriAI/litellm
 * #19985, caura-ai/caura #859 (two providers, two layers: 12 requests counted as one).
 */
import { anthropic, during, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'counter-reset-by-fallback',
  description: 'Every Opus is overloaded, and every other model fails, for two minutes.',
  provider: api,
  script: [
    when({ model: 'claude-opus-*' }, during('2m', api.overloaded())),
    during('2m', api.internalError()),
    healthy(),
  ],
  covers: ['F7', 'R1', 'R2', 'R3', 'R7', 'R8', 'R9', 'R12', 'R17'],
})
