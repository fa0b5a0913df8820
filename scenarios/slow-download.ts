/** A line with hardly any bandwidth: the headers are there at once, the body takes its time. */
import { anthropic, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'slow-download',
  description: 'Two bodies come at 10 bytes a second; then health.',
  provider: anthropic(),
  script: [times(2, healthy({ bytesPerSecond: 10 })), healthy()],
  covers: ['F9', 'R7', 'R8'],
})
