/** A firewall that takes a prompt for an attack: a page and a 403 that are not from the API. */
import { anthropic, during, healthy, page, scenario } from 'firedrill'

export default scenario({
  name: 'firewall-blocks',
  description: 'A firewall blocks every request with a page and 403 for five minutes.',
  provider: anthropic(),
  script: [during('5m', page('error', { status: 403 })), healthy()],
  covers: ['F15', 'R6', 'R8', 'R12'],
})
