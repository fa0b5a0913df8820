/** A true key in the wrong place: that of a test environment, or of another workspace. */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'key-of-another-workspace',
  description: 'A key of the wrong environment: 403 until it is exchanged.',
  provider: api,
  script: [
    during('10m', api.forbidden({ message: 'Your API key does not have permission to use the specified resource.' })),
    healthy(),
  ],
  covers: ['F6', 'R6', 'R8', 'R12'],
})
