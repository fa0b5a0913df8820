/** A stream without its [DONE]: the last chunk may have said why it stopped, or may not. */
import { healthy, openai, scenario, streamEnd } from 'firedrill'

export default scenario({
  name: 'chat-stream-ends-early',
  description: 'Three OpenAI streams end early: before [DONE], half-way, in a tool call.',
  provider: openai(),
  script: [streamEnd(), streamEnd({ at: 'half' }), streamEnd({ at: 'tool-input' }), healthy()],
  covers: ['F17', 'R8', 'R12', 'R20'],
})
