/**
 * S14 of Failover Bench, a cut stream, and a fallback that refuses to go on with it: to begin anew is right, to report
 * the refusal in place of the cut is not. A request goes on when it holds an answer of the assistant (BerriAI/litellm
 * #27967).
 */
import { anthropic, during, healthy, openai, scenario, status, streamCut, when } from 'firedrill'

export default scenario({
  name: 'anthropic-prefill-refused',
  description: 'One stream is cut; to go on from its half is refused with 400 anywhere.',
  provider: anthropic(),
  otherProviders: [openai()],
  script: [
    when(
      { body: '"role":"assistant"' },
      during('1m', status(400, { message: 'This model does not support assistant message prefill.' })),
    ),
    streamCut({ how: 'close' }),
    healthy(),
  ],
  covers: ['F17', 'F21', 'R7', 'R8', 'R9', 'R12'],
})
