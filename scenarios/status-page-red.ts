/** A status page that stays red: a client that believes it turns away calls that would succeed. */
import { anthropic, during, healthy, scenario, statusPage } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'status-page-red',
  description: 'One minute of 500s; the status page stays red for half an hour of health.',
  provider: api,
  script: [
    statusPage({
      host: 'status.claude.com',
      changes: [
        { at: 0, indicator: 'critical' },
        { at: '30m', indicator: 'none' },
      ],
    }),
    during('1m', api.internalError()),
    healthy(),
  ],
  calls: { count: 4, every: '10m' },
  covers: ['F20', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
