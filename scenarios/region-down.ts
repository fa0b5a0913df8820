/** One region down while the other is well: a client that knows both addresses can go there. */
import { during, healthy, openai, scenario, when } from 'firedrill'

const api = openai({ hosts: ['api.openai.com', 'eu.api.openai.com'] })

export default scenario({
  name: 'region-down',
  description: 'The usual host is down for 20 min; that of the European region is well.',
  provider: api,
  script: [when({ host: 'api.openai.com' }, during('20m', api.serviceUnavailable())), healthy()],
  covers: ['F7', 'R1', 'R2', 'R3', 'R8', 'R9', 'R12'],
})
