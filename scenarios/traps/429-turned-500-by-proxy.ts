/**
 * The trap: a proxy makes a 500 of the 429 and drops its hint, and a client that retries as after a crash keeps itself
 * over the limit. sourcegraph/sourcegraph-public-snapshot #52633, 398ja/imani-wallet #37, and with a 502, on purpose,
 * pollinations/pollinations #8378.
 */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: '429-turned-500-by-proxy',
  description: 'Six requests a minute pass; a proxy makes a 500 of every 429 above that.',
  provider: anthropic(),
  script: [during('3m', limits({ requestsPerMinute: 6, maskedAs: 500 })), healthy()],
  calls: { count: 110, every: '2s' },
  covers: ['F5', 'F15', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R18'],
})
