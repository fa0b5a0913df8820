/** A captive portal: 200, and a form where the answer should be. */
import { anthropic, during, healthy, page, scenario } from 'firedrill'

export default scenario({
  name: 'login-page',
  description: 'A login page with a 200 in place of every answer for two minutes.',
  provider: anthropic(),
  script: [during('2m', page('login')), healthy()],
  covers: ['F15', 'R8', 'R12'],
})
