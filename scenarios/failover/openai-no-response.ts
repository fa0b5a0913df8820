/** S06 of Failover Bench, no response at all: a time-out of one's own ends it, and the fallback comes next. */
import { anthropic, during, healthy, openai, scenario, silence, when } from 'firedrill'

export default scenario({
  name: 'openai-no-response',
  description: 'The primary answers nothing at all for two minutes; then health.',
  provider: openai(),
  otherProviders: [anthropic()],
  script: [when({ host: 'api.openai.com' }, during('2m', silence())), healthy()],
  covers: ['F10', 'R7', 'R8'],
})
