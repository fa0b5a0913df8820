/**
 * The trap: a prompt that doesn't fit is sent again, at full price, until the retries are used up.
 * SWE-agent/mini-swe-agent #921 (ten times), devops-thiago/ThrillhouseBot #622 (five), aaif-goose/goose #11048,
 * run-llama/llama_index #12947.
 */
import { during, healthy, openai, scenario } from 'firedrill'

const api = openai()

export default scenario({
  name: 'context-overflow-resent',
  description: 'The prompt has outgrown the context window: 400 however often it comes.',
  provider: api,
  script: [during('1m', api.badRequest({ errorType: 'context_length_exceeded' })), healthy()],
  covers: ['F8', 'R6', 'R7', 'R8', 'R12'],
})
