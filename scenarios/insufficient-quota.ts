/** The 429 that no wait repairs: the account has run out of money. */
import { during, healthy, openai, scenario } from 'firedrill'

const api = openai()

export default scenario({
  name: 'insufficient-quota',
  description: 'For an hour OpenAI says 429 insufficient_quota; then the bill is paid.',
  provider: api,
  script: [during('1h', api.rateLimited({ errorType: 'insufficient_quota' })), healthy()],
  covers: ['F4', 'R2', 'R7', 'R8', 'R12'],
})
