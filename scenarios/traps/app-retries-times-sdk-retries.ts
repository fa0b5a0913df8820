/**
 * The trap: an application that tries again around an SDK that tries again. Four tries there of three here make twelve
 * requests of one call. HKUDS/nanobot #2760 (4 became 12), mpfaffenberger/code_puppy #317 (45 for one rate limit),
 * livekit/agents #5335 (12 in two minutes, 3 of them in the log), BerriAI/litellm #25285.
 */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'app-retries-times-sdk-retries',
  description: 'Two minutes of 503s, in which the layers of a client add up or multiply.',
  provider: api,
  script: [during('2m', api.serviceUnavailable()), healthy()],
  calls: { count: 5, every: '1m' },
  covers: ['F2', 'R1', 'R2', 'R3', 'R7', 'R8', 'R12', 'R17'],
})
