/**
 * The trap: the fallback stands behind the status, and a stream fails after it. BerriAI/litellm #6957, #22296, #26015,
 * #28216 and #40404; openclaw/openclaw #59303 and RightNow-AI/openfang #160 never tried one for a 429 either.
 */
import { anthropic, during, healthy, scenario, streamError, when } from 'firedrill'

export default scenario({
  name: 'fallback-never-tried-for-streams',
  description: 'Streams of every Opus say overloaded_error; Sonnet and Haiku are well.',
  provider: anthropic(),
  script: [
    when(
      { model: 'claude-opus-*', stream: true },
      during('2m', streamError('overloaded_error', { at: 'first-token' })),
    ),
    healthy(),
  ],
  covers: ['F7', 'F17', 'R7', 'R8', 'R9', 'R12'],
})
