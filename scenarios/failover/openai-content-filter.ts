/**
 * S13 of Failover Bench, a refusal by the content filter: it stays one, and the caller is owed its reason. The code is
 * the one that the API sends as hosted by Azure (compl-ai/compl-ai #20, 2025).
 */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = openai()

export default scenario({
  name: 'openai-content-filter',
  description: "The primary's content filter refuses the request with 400.",
  provider: api,
  otherProviders: [anthropic()],
  script: [
    when(
      { host: 'api.openai.com' },
      during(
        '1m',
        api.badRequest({ errorType: 'content_filter', message: 'The prompt triggered the content filter.' }),
      ),
    ),
    healthy(),
  ],
  covers: ['F8', 'R6', 'R7', 'R8', 'R12'],
})
