/**
 * The trap: a time-out of 30 s for an attempt is 91 s for the caller, once two retries have had theirs.
 * openai/openai-python #3828 (91.6 s) and #2599.
 */
import { healthy, openai, scenario, silence, times } from 'firedrill'

export default scenario({
  name: 'per-attempt-timeout-multiplied',
  description: 'Three requests get no answer at all; the fourth does.',
  provider: openai(),
  script: [times(3, silence()), healthy()],
  covers: ['F10', 'R2', 'R3', 'R7', 'R8', 'R12'],
})
