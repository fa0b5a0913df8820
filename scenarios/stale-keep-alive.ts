/** A pooled connection that the peer has dropped: its next use fails, and another one would not. */
import { anthropic, healthy, scenario, staleSocket, times } from 'firedrill'

export default scenario({
  name: 'stale-keep-alive',
  description: 'A kept-alive connection is dead at its next use, twice; a fresh one answers.',
  provider: anthropic(),
  script: [healthy(), times(4, staleSocket()), healthy()],
  calls: { count: 5, every: '2s' },
  covers: ['F11', 'R1', 'R8'],
})
