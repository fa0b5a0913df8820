/** R17 by example. */
import { describe, expect, test } from 'vitest'
import { containsAmplification } from '../../src/property/contains-amplification.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

test('attempts within the declared budget are held', () => {
  const result = containsAmplification({ amplification: 3 }).check(outage(4, 3))
  expect(result).toMatchObject({
    verdict: 'held',
    message: 'From 0s to 11s, while the service was failing, 4 calls made 12 attempts: 3 for each, of 3 declared.',
    advice: [],
  })
})

test('attempts over the budget are caught', () => {
  const trace = outage(2, 4)
  const result = containsAmplification({ amplification: 3 }).check(trace)
  expect(result.verdict).toBe('violated')
  expect(result.message).toContain('From 0s to 7s, while the service was failing, 2 calls made 8 attempts: 4 for each')
  expect(result.message).toContain(', where 3 is declared. Let one layer retry')
  expect(proof(trace, result)).toEqual(['attempt-created 3'])
})

test('undeclared, more than four are advised against', () => {
  expect(containsAmplification().check(outage(2, 4)).advice).toEqual([])
  expect(containsAmplification().check(outage(2, 5))).toMatchObject({
    verdict: 'held',
    advice: ['On average a call made 5 attempts; at most 4 are advised (default, none declared).'],
  })
})

describe('layers are named', () => {
  test('two that multiply', () => {
    const trace = traceOf({ amplification: 4 }, (t) => {
      for (let call = 0; call < 2; call++) layered(t, { app: 3 }, 3)
    })
    expect(containsAmplification().check(trace).message).toContain(
      '9 for each (app 3 × below 3 = 9), where 4 is declared',
    )
  })

  test('and three, the outermost first', () => {
    const trace = traceOf({}, (t) => {
      for (let call = 0; call < 2; call++) layered(t, { queue: 2, app: 3 }, 2)
    })
    expect(containsAmplification().check(trace).advice[0]).toContain(
      'On average a call made 12 attempts (queue 2 × app 3 × below 2 = 12)',
    )
  })
})

test('healthy calls of the time, and those that the client turned away, bring the factor down', () => {
  const trace = traceOf({ amplification: 2 }, (t) => {
    failing(t, 4)
    t.call()
    t.attempt(200)
    t.value()
    t.call()
    t.error({ message: 'the circuit is open' })
    failing(t, 2)
  })
  expect(containsAmplification().check(trace).message).toContain(
    'From 0s to 5s, while the service was failing, 4 calls made 7 attempts: 1.75 for each',
  )
})

test('each outage is judged by itself', () => {
  const trace = traceOf({ amplification: 3 }, (t) => {
    for (let call = 0; call < 3; call++) failing(t, 2)
    for (let call = 0; call < 30; call++) {
      t.wait(60_000)
      t.call()
      t.attempt(200)
      t.value()
    }
    for (let call = 0; call < 3; call++) failing(t, 4)
  })
  const result = containsAmplification().check(trace)
  expect(result.message).toMatch(/^From 1806s to 1817s, .* 3 calls made 12 attempts: 4 for each/)
})

test('one failing call tests nothing, whatever it sends', () => {
  const trace = traceOf({ amplification: 1 }, (t) => {
    failing(t, 9)
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(containsAmplification().check(trace)).toMatchObject({ verdict: 'unexercised' })
})

// Helpers

function outage(calls: number, attempts: number) {
  return traceOf({}, (t) => {
    for (let call = 0; call < calls; call++) failing(t, attempts)
  })
}

/** Attempts a second apart. */
function failing(t: Recorder, attempts: number) {
  t.call()
  for (let attempt = 0; attempt < attempts; attempt++) {
    t.attempt(500)
    t.wait(1000)
  }
  t.error()
}

/** Each layer makes so many attempts for each of the layer around it. */
function layered(t: Recorder, layers: Record<string, number>, below: number) {
  t.call()
  const run = ([layer, ...inner]: [string, number][]): void => {
    if (layer === undefined) {
      for (let attempt = 0; attempt < below; attempt++) t.attempt(500)
      return
    }
    for (let attempt = 0; attempt < layer[1]; attempt++) {
      t.layer(layer[0])
      run(inner)
    }
  }
  run(Object.entries(layers))
  t.error()
}
