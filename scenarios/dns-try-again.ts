/** Name servers that do not answer for the moment: the error itself says to try again. */
import { anthropic, dnsFailure, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'dns-try-again',
  description: 'Three look-ups fail for the moment (EAI_AGAIN); then health.',
  provider: anthropic(),
  script: [times(3, dnsFailure('EAI_AGAIN', { delay: '5s' })), healthy()],
  covers: ['F12', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
