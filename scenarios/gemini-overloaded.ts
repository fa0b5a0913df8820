/** Overload as Gemini says it: a 503 with a JSON envelope of its own, and no hint when to come back. */
import { during, gemini, healthy, scenario } from 'firedrill'

const api = gemini()

export default scenario({
  name: 'gemini-overloaded',
  description: 'Two minutes of 503 UNAVAILABLE from Gemini, then health.',
  provider: api,
  script: [during('2m', api.serviceUnavailable()), healthy()],
  covers: ['F3', 'R1', 'R8', 'R12'],
})
