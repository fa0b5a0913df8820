/** A closed port: nothing of the request has been sent, a retry is always safe. */
import { anthropic, during, healthy, refused, scenario } from 'firedrill'

export default scenario({
  name: 'connection-refused',
  description: 'Every connection is refused for two minutes; then health.',
  provider: anthropic(),
  script: [during('2m', refused()), healthy()],
  covers: ['F11', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
