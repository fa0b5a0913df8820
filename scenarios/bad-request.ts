/** A request that can never succeed: to send it again is waste. */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'bad-request',
  description: 'A prompt past the context window: 400 for as long as it is sent.',
  provider: api,
  script: [during('1m', api.badRequest({ message: 'prompt is too long: 250000 tokens > 200000 maximum' })), healthy()],
  covers: ['F8', 'R6', 'R8', 'R12'],
})
