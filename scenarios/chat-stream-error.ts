/** An error in band as Chat Completions has it: a chunk that holds an error and no choices. */
import { healthy, openai, scenario, streamError } from 'firedrill'

export default scenario({
  name: 'chat-stream-error',
  description: 'Three OpenAI streams fail: before the first token, half-way, in a tool call.',
  provider: openai(),
  script: [
    streamError('server_error', { at: 'first-token' }),
    streamError('server_error'),
    streamError('server_error', { at: 'tool-input' }),
    healthy(),
  ],
  covers: ['F17', 'R8', 'R12', 'R20'],
})
