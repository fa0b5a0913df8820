/** A portal that sends the client elsewhere: whoever follows gets a page in place of an answer. */
import { anthropic, healthy, page, redirect, scenario, times } from 'firedrill'

export default scenario({
  name: 'unexpected-redirect',
  description: 'Two requests are redirected to a login page; then health.',
  provider: anthropic(),
  script: [times(4, redirect('/login'), page('login')), healthy()],
  covers: ['F15', 'R8', 'R12'],
})
