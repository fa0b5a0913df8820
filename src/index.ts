/**
 * The public list, one line for each concept, from the ground up. Not exported on purpose: the clock, the network and the
 * service, which only a drill can join rightly, and everything else whose shape is still free to change.
 */

export type { Breaker, BreakerOptions } from './contract/breaker.ts'
export { type Contract, type ContractOptions, contract } from './contract/contract.ts'
export type { Fallback, FallbackOptions, Link, LinkOptions } from './contract/fallback.ts'
export {
  type Call,
  type Client,
  type ClientDefinition,
  defineClient,
  type HostRule,
} from './drill/client.ts'
export { type DrillOptions, drill } from './drill/drill.ts'
export type { LimitOptions } from './drill/limits.ts'
export type { Duration } from './duration.ts'
export { FiredrillError, isFiredrillError } from './errors.ts'
export { CounterexampleError } from './explore/counterexample-error.ts'
export { exploration, explore } from './explore/explore.ts'
export type { ExploreOptions } from './explore/options.ts'
export type { Act, Answer, Headers } from './fault/answer.ts'
export {
  type CorruptFault,
  type Corruption,
  type CorruptOptions,
  corrupt,
  type PageFault,
  type PageKind,
  type PageOptions,
  page,
  type RedirectFault,
  type RedirectOptions,
  redirect,
} from './fault/body.ts'
export {
  type ConnectionFault,
  dnsFailure,
  familyDown,
  refused,
  slowConnection,
  tlsFailure,
  unreachable,
} from './fault/connection.ts'
export { type CutOptions, type CutPlace, closed, reset, silence, staleSocket } from './fault/cut.ts'
export { type Delay, type DelayMs, type LogNormalOptions, logNormal, uniform } from './fault/delay.ts'
export type { Fault } from './fault/fault.ts'
export type { DelayOption } from './fault/field.ts'
export type { ConnectPhase, TlsFlaw } from './fault/handshake.ts'
export { type HealthyFault, type HealthyOptions, healthy } from './fault/healthy.ts'
export type { ServiceRequest } from './fault/request.ts'
export { type RetryAfter, type RetryAfterOption, type StatusFault, type StatusOptions, status } from './fault/status.ts'
export {
  type Garble,
  type StreamFault,
  type StreamOptions,
  type StreamPlace,
  streamCut,
  streamEnd,
  streamError,
  streamGarble,
  streamStall,
} from './fault/stream.ts'
export { alertsSparingly } from './property/alerts-sparingly.ts'
export { allProperties, propertyIds } from './property/all.ts'
export { backsOff } from './property/backs-off.ts'
export { boundsAttempts } from './property/bounds-attempts.ts'
export { breaksCircuit } from './property/breaks-circuit.ts'
export { capsRetries } from './property/caps-retries.ts'
export { allOf } from './property/combine.ts'
export { containsAmplification } from './property/contains-amplification.ts'
export { defineProperty, type OwnFinding, type PropertyDefinition } from './property/custom.ts'
export { drainsQueue } from './property/drains-queue.ts'
export { easesOff } from './property/eases-off.ts'
export { fallsBack } from './property/falls-back.ts'
export { hidesRawErrors } from './property/hides-raw-errors.ts'
export { honoursRetryAfter } from './property/honours-retry-after.ts'
export { jitters } from './property/jitters.ts'
export { logsFailures } from './property/logs-failures.ts'
export { noDuplicateEffects } from './property/no-duplicate-effects.ts'
export { obeysAbort } from './property/obeys-abort.ts'
export type { Property, PropertyResult, PropertyVerdict, RuleId } from './property/property.ts'
export { recovers } from './property/recovers.ts'
export { broughtBy, RELATIONS, type Relation } from './property/relations.ts'
export { resendsFaithfully } from './property/resends-faithfully.ts'
export { retriesTransient } from './property/retries-transient.ts'
export { advise } from './property/severity.ts'
export { sparesPermanentErrors } from './property/spares-permanent-errors.ts'
export { staysHealthy } from './property/stays-healthy.ts'
export { surfacesErrors } from './property/surfaces-errors.ts'
export { terminates } from './property/terminates.ts'
export { within } from './property/within.ts'
export { anthropic } from './provider/anthropic/dialect.ts'
export type { Provider, ProviderOptions } from './provider/api.ts'
export { gemini } from './provider/gemini/dialect.ts'
export { json } from './provider/json.ts'
export { openai } from './provider/openai/dialect.ts'
export { problem } from './provider/problem.ts'
export type {
  AnswerContext,
  Content,
  Dialect,
  HealthyAnswer,
  PartRole,
  PoisonCheck,
  Poisoning,
  StreamPart,
  TokenCount,
} from './provider/provider.ts'
export { defineDialect, provider } from './provider/registry.ts'
export { assertKeeps, assertPasses, ExpectationError } from './report/assert.ts'
export type { PassOptions } from './report/expectation.ts'
export type { Exploration } from './report/exploration.ts'
export { at } from './scenario/at.ts'
export { type CapacityOptions, capacity } from './scenario/capacity.ts'
export { during } from './scenario/during.ts'
export { forever } from './scenario/forever.ts'
export { scenarioFromJson } from './scenario/from-json.ts'
export { type LimitsOptions, limits } from './scenario/limits.ts'
export { mix } from './scenario/mix.ts'
export { parseScenario } from './scenario/parse.ts'
export { type PoisonOptions, poison } from './scenario/poison.ts'
export { printScenario } from './scenario/print.ts'
export { type RampOptions, ramp } from './scenario/ramp.ts'
export { type Scenario, type ScenarioOptions, scenario } from './scenario/scenario.ts'
export { type PageChangeOption, type StatusPageOptions, statusPage } from './scenario/status-page.ts'
export type { Item, Match, Step } from './scenario/step.ts'
export { times } from './scenario/times.ts'
export { when } from './scenario/when.ts'
export type { ErrorRecord, Outcome, TraceEvent } from './trace/event.ts'
export type { Trace } from './trace/trace.ts'
export { type AttemptView, attempts, type CallView, calls, type Wait, waits } from './trace/view.ts'
