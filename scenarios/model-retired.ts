/** A model that is gone: no retry brings it back, another model would answer. */
import { anthropic, forever, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'model-retired',
  description: 'Every Opus is retired: 404 for ever. Sonnet and Haiku answer.',
  provider: api,
  script: [when({ model: 'claude-opus-*' }, forever(api.notFound({ message: 'model: claude-opus-4-7' }))), healthy()],
  calls: { count: 3, every: '10s' },
  covers: ['F7', 'R6', 'R7', 'R9', 'R12'],
})
