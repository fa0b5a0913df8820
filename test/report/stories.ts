/** The stories that the tests of reports tell: small traces, judged by every property. */
import { anthropic, scenario, times } from 'firedrill'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { allProperties } from '../../src/property/all.ts'
import type { Run } from '../../src/report/run.ts'
import { type Recorder, traceOf } from '../property/trace-builder.ts'

/** A run in which this happened. */
export function runOf(script: (t: Recorder) => void, declared: ContractOptions = {}): Run {
  const trace = traceOf(declared, script)
  const api = anthropic()
  return {
    scenario: scenario({
      name: 'told',
      description: 'What the test tells.',
      provider: api,
      script: [times(1, api.internalError())],
    }),
    trace,
    results: allProperties().map((property) => property.check(trace)),
    required: [],
    wallMs: 12,
  }
}

/** A call that fails, is tried again after one second, and succeeds; then one more in the healed world. */
export function repaired(t: Recorder): void {
  t.call()
  t.attempt({ status: 500, requestId: 'req_1' })
  t.wait(1000)
  t.attempt(200)
  t.value('"hello"')
  t.wait(1000)
  t.call({ healed: true })
  t.attempt(200)
  t.value('"hello"')
}

/** A call whose client tries again at once, and gives up without the status. */
export function hasty(t: Recorder): void {
  t.call()
  t.attempt({ status: 500, requestId: 'req_1' })
  t.wait(1000)
  t.attempt(503)
  t.attempt(500)
  t.error({ message: 'no luck' })
}
