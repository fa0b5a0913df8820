/** The smallest failure there is: a client without a single retry already shows. */
import { anthropic, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'hiccup',
  description: 'One 500, then health: a single retry saves the call.',
  provider: api,
  script: [api.internalError(), healthy()],
  covers: ['F1', 'R1', 'R8', 'R16'],
})
