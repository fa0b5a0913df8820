/**
 * The trap: callers who fail together wait the same time, and come back together. NousResearch/hermes-agent #109234
 * (19 of 20 waits were 600.0 s), DaKheera47/job-ops #555.
 */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'same-wait-for-all',
  description: 'Twenty callers are turned away with 529 in the same instant.',
  provider: api,
  script: [during('20s', api.overloaded()), healthy()],
  calls: { count: 20, every: 0 },
  covers: ['F3', 'R1', 'R2', 'R3', 'R4', 'R12'],
})
