/**
 * S13 of Failover Bench, a refusal by the content filter: it stays one, and the caller is owed its reason. The text is
 * the one that the API sends (anthropics/claude-code #6195, #58367; 2025 to 2026).
 */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'anthropic-content-filter',
  description: "The primary's content filter refuses the request with 400.",
  provider: api,
  otherProviders: [openai()],
  script: [
    when(
      { host: 'api.anthropic.com' },
      during('1m', api.badRequest({ message: 'Output blocked by content filtering policy' })),
    ),
    healthy(),
  ],
  covers: ['F8', 'R6', 'R7', 'R8', 'R12'],
})
