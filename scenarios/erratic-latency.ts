/** Response times as real services have them: mostly short, now and then very long. */
import { anthropic, during, healthy, logNormal, scenario } from 'firedrill'

export default scenario({
  name: 'erratic-latency',
  description: 'Five minutes of answers after 4 s as a median, some after a minute.',
  provider: anthropic(),
  script: [during('5m', healthy({ delay: logNormal('4s', { sigma: 1.2, max: '2m' }) })), healthy()],
  calls: { count: 32, every: '10s' },
  covers: ['F9', 'R7', 'R8'],
})
