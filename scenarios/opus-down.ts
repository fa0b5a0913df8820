/** One model down while its siblings are well: the case for a fallback chain. */
import { anthropic, during, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'opus-down',
  description: 'Every Opus is overloaded for half an hour; Sonnet and Haiku are well.',
  provider: api,
  script: [when({ model: 'claude-opus-*' }, during('30m', api.overloaded())), healthy()],
  calls: { count: 5, every: '10m' },
  covers: ['F7', 'R1', 'R2', 'R3', 'R7', 'R8', 'R9', 'R12'],
})
