/**
 * The trap: an answer that begins well sets the retry counter back to zero, so that one which never ends well is asked
 * for without end. google-gemini/gemini-cli #12701 (one answer, over a hundred times), TannerMidd/minimal-chat #177.
 */
import { anthropic, during, healthy, scenario, streamCut } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'counter-reset-by-recovery',
  description: 'For a minute each 529 is followed by a stream that is cut half-way.',
  provider: api,
  script: [during('1m', api.overloaded(), streamCut()), healthy()],
  covers: ['F17', 'R1', 'R2', 'R7', 'R8', 'R12', 'R17'],
})
