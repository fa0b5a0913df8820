/** Worlds for a client that declares everything: each puts some of the 22 rules to the test. */
import {
  anthropic,
  at,
  during,
  forever,
  healthy,
  type Item,
  limits,
  mix,
  poison,
  reset,
  type Scenario,
  type ScenarioOptions,
  scenario,
  silence,
  streamCut,
  streamEnd,
  streamError,
  streamGarble,
  streamStall,
  times,
  when,
} from 'firedrill'

const api = anthropic()

/** The worlds, by what happens in them. */
export const WORLDS: readonly Scenario[] = [
  world('primary-down', { count: 22, every: '30s' }, [
    when({ model: 'claude-opus-4-7' }, during('8m', api.overloaded())),
    healthy(),
  ]),
  world('both-opus-down', { count: 30, every: '20s' }, [
    when({ model: 'claude-opus-*' }, during('5m', api.internalError())),
    times(30, healthy()),
    healthy(),
  ]),
  world('all-down', { count: 60, every: '10s' }, [during('6m', api.internalError(), api.overloaded()), healthy()]),
  world('blip-for-twenty', { count: 20, every: 0 }, [times(40, api.serviceUnavailable()), healthy()]),
  world('masked-limit', { count: 240, every: '1s' }, [
    during('3m', limits({ requestsPerMinute: 30, maskedAs: 500 })),
    healthy(),
  ]),
  world('named-limit', { count: 40, every: '2s' }, [during('50s', limits({ requestsPerMinute: 12 })), healthy()]),
  world('hints', { count: 12, every: '4m' }, [
    times(1, api.rateLimited({ retryAfter: 2 })),
    times(3, api.rateLimited({ retryAfter: 50 })),
    times(3, api.rateLimited({ retryAfter: 3600 })),
    times(1, api.rateLimited({ retryAfter: { dateIn: '3s' } })),
    times(1, api.serviceUnavailable({ retryAfter: 'soon' })),
    times(1, api.rateLimited({ retryAfter: [1, 3] })),
    times(1, api.internalError({ shouldRetry: false })),
    healthy(),
  ]),
  world('streams', { count: 12, every: '2m' }, [
    times(1, streamError('overloaded_error', { at: 'first-token' })),
    times(1, streamError('overloaded_error')),
    times(1, streamCut()),
    times(1, streamEnd()),
    times(1, streamEnd({ at: 'half' })),
    times(1, streamStall()),
    times(1, streamStall({ at: 'first-token', pingEvery: '10s' })),
    times(1, streamGarble('malformed')),
    healthy(),
  ]),
  world('tool-calls', { count: 8, every: '1m' }, [
    times(2, streamEnd({ at: 'tool-input' }), streamCut({ at: 'tool-input' })),
    times(1, streamStall({ at: 'tool-input' })),
    healthy({ toolCall: true }),
  ]),
  world('silence', { count: 4, every: '5m' }, [times(5, silence()), times(1, silence({ at: 'body' })), healthy()]),
  world('connections', { count: 5, every: '1m' }, [times(4, reset()), times(1, reset({ at: 'body' })), healthy()]),
  world('callers-give-up', { count: 9, every: '20s', abortAfter: '700ms' }, [
    when({ call: 1 }, silence()),
    when({ call: 2 }, streamStall()),
    when({ call: 3 }, api.rateLimited({ retryAfter: 20 })),
    during('1m', api.internalError()),
    healthy(),
  ]),
  world('own-mistakes', { count: 8, every: '10s' }, [
    api.badRequest(),
    api.unauthorized(),
    api.forbidden(),
    api.tooLarge(),
    healthy(),
  ]),
  world('primary-retired', { count: 3, every: '10s' }, [
    when({ model: 'claude-opus-4-7' }, forever(api.notFound({ message: 'model: claude-opus-4-7' }))),
    healthy(),
  ]),
  world('poison-for-a-minute', { count: 4, every: '25s' }, [
    during('1m', poison({ contextTokens: 4, maskedAs: 500 })),
    healthy(),
  ]),
  world('now-and-then', { count: 80, every: '3s' }, [
    during('3m', mix([8, healthy()], [1, api.internalError()], [1, api.badGateway()])),
    healthy(),
  ]),
  world('down-in-the-evening', { count: 40, every: '15s' }, [at('2m', times(60, api.gatewayTimeout())), healthy()]),
]

function world(name: string, calls: NonNullable<ScenarioOptions['calls']>, script: Item[]): Scenario {
  return scenario({ name, description: 'A world for the reference client.', provider: api, script, calls })
}
