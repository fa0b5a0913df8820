/** Matchers for vitest: `import 'firedrill/vitest'`, then `expect(trace).toBackOff()`. The only door to vitest. */
import { relative } from 'node:path'
import { expect } from 'vitest'
import type { ContractOptions } from './contract/contract.ts'
import { alertsSparingly } from './property/alerts-sparingly.ts'
import { backsOff } from './property/backs-off.ts'
import { boundsAttempts } from './property/bounds-attempts.ts'
import { breaksCircuit } from './property/breaks-circuit.ts'
import { capsRetries } from './property/caps-retries.ts'
import { containsAmplification } from './property/contains-amplification.ts'
import { drainsQueue } from './property/drains-queue.ts'
import { easesOff } from './property/eases-off.ts'
import { fallsBack } from './property/falls-back.ts'
import { hidesRawErrors } from './property/hides-raw-errors.ts'
import { honoursRetryAfter } from './property/honours-retry-after.ts'
import { jitters } from './property/jitters.ts'
import { logsFailures } from './property/logs-failures.ts'
import { noDuplicateEffects } from './property/no-duplicate-effects.ts'
import { obeysAbort } from './property/obeys-abort.ts'
import type { Property } from './property/property.ts'
import { recovers } from './property/recovers.ts'
import { resendsFaithfully } from './property/resends-faithfully.ts'
import { retriesTransient } from './property/retries-transient.ts'
import { sparesPermanentErrors } from './property/spares-permanent-errors.ts'
import { staysHealthy } from './property/stays-healthy.ts'
import { surfacesErrors } from './property/surfaces-errors.ts'
import { terminates } from './property/terminates.ts'
import { type Expectation, keeping, type PassOptions, passing } from './report/expectation.ts'
import { shellCommand } from './shell.ts'

/**
 * What can be expected of a trace. Each matcher asks for `held`, and its opposite (`.not`) for `violated`: a property
 * that never came to the test fails both ways.
 */
export interface TraceMatchers<Result> {
  /**
   * The drill passes, as `npx firedrill run` has it: no rule is violated, one at least is held, nothing unexpected is
   * reached, and what is required has come to the test. With `.not`, it fails.
   */
  toPass(options?: PassOptions): Result
  /** Every one of these properties is held; with `.not`, every one of them is violated. */
  toKeep(...properties: readonly [Property, ...Property[]]): Result
  /** R1: what fails for the moment is tried again. */
  toRetryTransient(declared?: ContractOptions): Result
  /** R2: a call makes no more retries than promised. */
  toCapRetries(declared?: ContractOptions): Result
  /** R3: each wait is longer than the one before. */
  toBackOff(declared?: ContractOptions): Result
  /** R4: waits before the same retry differ from call to call. */
  toJitter(declared?: ContractOptions): Result
  /** R5: nothing is sent before the time that `retry-after` named. */
  toHonourRetryAfter(declared?: ContractOptions): Result
  /** R6: what was refused for good is not sent again. */
  toSparePermanentErrors(declared?: ContractOptions): Result
  /** R7: every call ends. */
  toTerminate(declared?: ContractOptions): Result
  /** R8: calls in the healed world succeed. */
  toRecover(declared?: ContractOptions): Result
  /** R9: when a link of its chain fails, the next one is tried, in order. */
  toFallBack(declared?: ContractOptions): Result
  /** R10: the circuit breaker opens, probes and closes as declared. */
  toBreakCircuit(declared?: ContractOptions): Result
  /** R11: no attempt outlives its time. */
  toBoundAttempts(declared?: ContractOptions): Result
  /** R12: a failed call ends with an error that keeps status and request id. */
  toSurfaceErrors(declared?: ContractOptions): Result
  /** R13: what people are shown holds no raw error. */
  toHideRawErrors(declared?: ContractOptions): Result
  /** R14: a failed call leaves a record with time and request id, and without a key. */
  toLogFailures(declared?: ContractOptions): Result
  /** R15: alerts come after several failures, and once. */
  toAlertSparingly(declared?: ContractOptions): Result
  /** R16: a retry sends the same request again. */
  toResendFaithfully(declared?: ContractOptions): Result
  /** R17: attempts stay in proportion to calls. */
  toContainAmplification(declared?: ContractOptions): Result
  /** R18: attempts fall while failures look like a masked limit. */
  toEaseOff(declared?: ContractOptions): Result
  /** R19: an aborted call ends at once and sends nothing more. */
  toObeyAbort(declared?: ContractOptions): Result
  /** R20: no side effect happens twice, or from half an answer. */
  toAvoidDuplicateEffects(declared?: ContractOptions): Result
  /** R21: a failed call leaves nothing behind. */
  toStayHealthy(declared?: ContractOptions): Result
  /** R22: what was put aside is made up for, once and without a burst. */
  toDrainQueue(declared?: ContractOptions): Result
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends TraceMatchers<R> {}
}

expect.extend({
  toPass(received: unknown, options: PassOptions = {}) {
    return told(passing(received, options, this.isNot === true), this)
  },
  toKeep(received: unknown, ...properties: Property[]) {
    return told(keeping(received, properties, this.isNot === true), this)
  },
  toRetryTransient: matcherOf(retriesTransient),
  toCapRetries: matcherOf(capsRetries),
  toBackOff: matcherOf(backsOff),
  toJitter: matcherOf(jitters),
  toHonourRetryAfter: matcherOf(honoursRetryAfter),
  toSparePermanentErrors: matcherOf(sparesPermanentErrors),
  toTerminate: matcherOf(terminates),
  toRecover: matcherOf(recovers),
  toFallBack: matcherOf(fallsBack),
  toBreakCircuit: matcherOf(breaksCircuit),
  toBoundAttempts: matcherOf(boundsAttempts),
  toSurfaceErrors: matcherOf(surfacesErrors),
  toHideRawErrors: matcherOf(hidesRawErrors),
  toLogFailures: matcherOf(logsFailures),
  toAlertSparingly: matcherOf(alertsSparingly),
  toResendFaithfully: matcherOf(resendsFaithfully),
  toContainAmplification: matcherOf(containsAmplification),
  toEaseOff: matcherOf(easesOff),
  toObeyAbort: matcherOf(obeysAbort),
  toAvoidDuplicateEffects: matcherOf(noDuplicateEffects),
  toStayHealthy: matcherOf(staysHealthy),
  toDrainQueue: matcherOf(drainsQueue),
})

/** What vitest tells a matcher of where it is. */
interface Whereabouts {
  readonly isNot?: boolean
  readonly testPath?: string | undefined
  readonly currentTestName?: string | undefined
}

function matcherOf(property: (declared?: ContractOptions) => Property) {
  return function (this: Whereabouts, received: unknown, declared?: ContractOptions) {
    return told(keeping(received, [property(declared)], this.isNot === true), this)
  }
}

/** vitest turns `pass` round under `.not`; what is neither held nor violated must fail there too. */
function told({ met, message }: Expectation, where: Whereabouts) {
  return { pass: met !== (where.isNot === true), message: () => message(replayCommand(where)) }
}

/** The command that runs the test again, which shows the same: a drill depends on nothing but its seed. */
function replayCommand({ testPath, currentTestName }: Whereabouts): string | null {
  if (testPath === undefined || currentTestName === undefined) return null
  const words = ['npx', 'vitest', 'run', relative(process.cwd(), testPath), '-t', patternOf(currentTestName)]
  return shellCommand(words)
}

/** A name as vitest's `-t` takes it, which is a regular expression. */
function patternOf(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
