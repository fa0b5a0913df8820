/** An address where nothing answers: only a connect time-out ends the wait. */
import { anthropic, healthy, scenario, times, unreachable } from 'firedrill'

export default scenario({
  name: 'host-unreachable',
  description: 'Nothing answers at the address, three times; then health.',
  provider: anthropic(),
  script: [times(3, unreachable()), healthy()],
  covers: ['F14', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
