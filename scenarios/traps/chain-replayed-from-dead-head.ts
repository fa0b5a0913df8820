/**
 * The trap: every turn of a conversation begins at the model that is known to be down, and pays for it in time.
 * damianvtran/local-operator #198.
 */
import { anthropic, during, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'chain-replayed-from-dead-head',
  description: 'Every Opus is down for ten minutes, in which a conversation goes on.',
  provider: api,
  script: [when({ model: 'claude-opus-*' }, during('10m', api.overloaded())), healthy()],
  calls: { count: 22, every: '30s' },
  covers: ['F7', 'R1', 'R2', 'R4', 'R8', 'R9', 'R12', 'R17'],
})
