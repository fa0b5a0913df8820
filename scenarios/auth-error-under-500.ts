/** A refused key under the wrong status: the envelope says what the status line hides. */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'auth-error-under-500',
  description: 'An authentication_error under a 500 for ten minutes, until the key is good.',
  provider: api,
  script: [during('10m', api.unauthorized({ sentAs: 500 })), healthy()],
  covers: ['F6', 'R2', 'R3', 'R8', 'R12'],
})
