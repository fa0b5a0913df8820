/**
 * The trap: what has come by the end of a stream is taken for all of it. anomalyco/opencode #26170, apache/maka #2297,
 * coder/xum #3415, straff2002/OpenGlasses #202, unslothai/unsloth #10811.
 */
import { anthropic, healthy, scenario, streamCut, streamEnd, times } from 'firedrill'

export default scenario({
  name: 'cut-stream-stored-as-complete',
  description: 'Three streams end too early: closed, ended cleanly, and before a word.',
  provider: anthropic(),
  script: [
    times(3, streamCut({ how: 'close' }), streamEnd({ at: 'half' }), streamEnd({ at: 'first-token' })),
    healthy(),
  ],
  covers: ['F17', 'R7', 'R8', 'R12'],
})
