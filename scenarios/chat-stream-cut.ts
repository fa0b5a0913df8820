/** A stream of Chat Completions whose connection breaks: reset, closed, within a tool call. */
import { healthy, openai, scenario, streamCut } from 'firedrill'

export default scenario({
  name: 'chat-stream-cut',
  description: 'Three OpenAI streams break off, one of them in a tool call; then health.',
  provider: openai(),
  script: [streamCut(), streamCut({ how: 'close' }), streamCut({ at: 'tool-input' }), healthy()],
  covers: ['F17', 'R8', 'R12', 'R20'],
})
