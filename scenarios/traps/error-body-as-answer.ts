/**
 * The trap: the status is 200, so that an error becomes the answer, is shown, stored or paid for.
 * cognizant-ai-lab/neuro-san #1362 (a load test that passed in full), HKUDS/LightRAG #4056,
 * kubernetes-sigs/inference-perf #744, decolua/9router #145.
 */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'error-body-as-answer',
  description: 'Four errors come as 200 with their envelope for a body; then health.',
  provider: api,
  script: [
    times(
      4,
      api.overloaded({ sentAs: 200 }),
      api.rateLimited({ sentAs: 200 }),
      api.unauthorized({ sentAs: 200 }),
      api.internalError({ sentAs: 200 }),
    ),
    healthy(),
  ],
  covers: ['F16', 'R7', 'R8', 'R12'],
})
