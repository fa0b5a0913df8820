/**
 * The trap: a 429 is retried for as long as it comes, by design, and this one doesn't stop. aj47/SpeakMCP #102,
 * ambient-code/agentready #104 (by recursion), avante-corp/avante.nvim #2109, freelabz/secator #1235.
 */
import { anthropic, forever, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: '429-without-end',
  description: 'The quota is used up: a 429 without a hint, for ever.',
  provider: api,
  script: [forever(api.rateLimited())],
  calls: { count: 2, every: '5m' },
  covers: ['F4', 'R1', 'R2', 'R3', 'R7', 'R12'],
})
