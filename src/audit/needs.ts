/** What a client must declare or export so that a rule can come to the test. */
import type { Contract } from '../contract/contract.ts'
import type { RuleId } from '../property/property.ts'

/** What brings a rule to the test that nothing in a scenario can. */
interface Need {
  /** Whether the client has done its part already: then it was the scenarios that didn't do theirs. */
  readonly isMet: (contract: Contract) => boolean
  readonly text: string
}

const NEEDS: Readonly<Record<RuleId, Need>> = {
  R3: {
    isMet: ({ jitter }) => jitter !== 'full' && jitter !== 'decorrelated',
    text:
      'The declared jitter may make waits shrink, so that one call shows no growth: ' +
      'leave `jitter` out, or declare `proportional`, if each wait has a floor that grows.',
  },
  R9: {
    isMet: ({ fallback }) => fallback !== null,
    text: declare("fallback: { chain: ['the-primary-model', 'the-next-one'] }", 'what it falls back to'),
  },
  R10: {
    isMet: ({ breaker }) => breaker !== null,
    text: declare("breaker: { threshold: 0.2, window: '1m', reset: '30s' }", 'when it stops asking'),
  },
  R11: {
    isMet: ({ attemptTimeMs }) => attemptTimeMs !== null,
    text: declare("attemptTime: '60s'", 'how long one attempt may take, streams included'),
  },
  R13: {
    isMet: ({ shown }) => shown,
    text:
      'Hand what people see to the call: `call.show(text)`; or, when they see what the call gives, declare ' +
      '`defineClient({ contract: { shown: true } })`.',
  },
  R14: {
    isMet: ({ logs }) => logs,
    text:
      'Let the client log through `call.log(record)` or the console, or declare that it does: ' +
      '`defineClient({ contract: { logs: true } })`.',
  },
  R15: {
    isMet: ({ alerts }) => alerts !== null,
    text: `${declare("alerts: { after: 3, within: '1m' }", 'when an alert is due')} Raise it by \`call.alert(record)\`.`,
  },
  R18: {
    isMet: ({ easesOff }) => easesOff,
    text: declare('easesOff: true', 'that calls together send less once failures look like those of a limit'),
  },
  R20: {
    isMet: ({ effects }) => effects,
    text:
      'Tell each side effect, such as a tool run, by `call.effect(id)`; if some calls have none, declare that others do: ' +
      '`defineClient({ contract: { effects: true } })`.',
  },
  R22: {
    isMet: ({ queue }) => queue !== null,
    text:
      `${declare('queue: { perSecond: 2 }', 'how fast it makes up for what was put aside')} ` +
      'Tell of each piece by `call.queue(id)` and `call.drained(id)`.',
  },
}

/**
 * What is needed for a rule that no scenario brought to the test, in sentences.
 *
 * @param messages What its property said in each scenario, the most frequent first.
 */
export function needsOf(rule: RuleId, contract: Contract, messages: readonly string[]): string {
  const need = NEEDS[rule]
  const said = messages[0] ?? 'No scenario could be judged.'
  return need === undefined || need.isMet(contract) ? said : need.text
}

function declare(part: string, what: string): string {
  return `Declare ${what}: \`defineClient({ contract: { ${part} } })\`.`
}
