/** A proxy that answers for the API: a page in HTML where a client expects JSON. */
import { anthropic, healthy, page, scenario, times } from 'firedrill'

export default scenario({
  name: 'proxy-error-page',
  description: 'A proxy answers with its error page and a 500, three times; then health.',
  provider: anthropic(),
  script: [times(3, page('error')), healthy()],
  covers: ['F15', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
