/** An error under the status of success: only the envelope tells. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'error-under-200',
  description: 'Two overloaded errors come with a 200; then health.',
  provider: api,
  script: [times(2, api.overloaded({ sentAs: 200 })), healthy()],
  covers: ['F16', 'R8', 'R12'],
})
