/** What a property's own options declare, laid over the contract that the trace carries. */
import { type Contract, type ContractOptions, contract } from '../contract/contract.ts'

/**
 * The contract that a property judges by: its own options where given, else what the client declared.
 *
 * @throws FiredrillError (`wrong-use`) for options that are no promise.
 */
export function declaredOver(options: ContractOptions): (base: Contract) => Contract {
  const own = contract(options)
  return (base) => ({
    retries: options.retries === undefined ? base.retries : own.retries,
    backoffCapMs: options.backoffCap === undefined ? base.backoffCapMs : own.backoffCapMs,
    jitter: options.jitter === undefined ? base.jitter : own.jitter,
    retryAfterCapMs: options.retryAfterCap === undefined ? base.retryAfterCapMs : own.retryAfterCapMs,
    totalTimeMs: options.totalTime === undefined ? base.totalTimeMs : own.totalTimeMs,
    attemptTimeMs: options.attemptTime === undefined ? base.attemptTimeMs : own.attemptTimeMs,
    degraded: options.degraded === undefined ? base.degraded : own.degraded,
    refreshesCredential: options.refreshesCredential === undefined ? base.refreshesCredential : own.refreshesCredential,
  })
}
