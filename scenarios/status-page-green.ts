/** A status page that lags: to ask it before each retry is to be told that all is well. */
import { anthropic, during, healthy, scenario, statusPage } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'status-page-green',
  description: 'Twenty minutes of 500s; the status page follows fifteen minutes behind.',
  provider: api,
  script: [
    statusPage({
      host: 'status.claude.com',
      changes: [
        { at: 0, indicator: 'major' },
        { at: '20m', indicator: 'none' },
      ],
      lag: '15m',
    }),
    during('20m', api.internalError()),
    healthy(),
  ],
  calls: { count: 9, every: '5m' },
  covers: ['F20', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
