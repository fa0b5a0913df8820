/** One endpoint down while the others are well: a health check on another path sees nothing. */
import { anthropic, during, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'endpoint-down',
  description: 'Ten minutes of 500s for messages; models and token counts are well.',
  provider: api,
  script: [when({ path: '/v1/messages' }, during('10m', api.internalError())), healthy()],
  covers: ['F7', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
