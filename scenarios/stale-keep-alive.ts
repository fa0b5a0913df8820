/** A pooled connection that the peer has dropped: its next use fails, and another one would not. */
import { anthropic, healthy, scenario, staleSocket, times } from 'firedrill'

export default scenario({
  name: 'stale-keep-alive',
  description: 'Kept-alive connections turn out dead at their next use, three times.',
  provider: anthropic(),
  script: [healthy(), times(3, staleSocket()), healthy()],
  calls: { count: 5, every: '2s' },
  covers: ['F11', 'R1', 'R8'],
})
