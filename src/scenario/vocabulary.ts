/** The names that a scenario file may use, and nothing else: what `parseScenario` calls, and what it refuses. */
import { make } from '../fault/definition.ts'
import { logNormal, uniform } from '../fault/delay.ts'
import { FAULT_DEFINITIONS } from '../fault/fault.ts'
import { healthy } from '../fault/healthy.ts'
import { anthropic } from '../provider/anthropic/dialect.ts'
import { gemini } from '../provider/gemini/dialect.ts'
import { json } from '../provider/json.ts'
import { openai } from '../provider/openai/dialect.ts'
import { problem } from '../provider/problem.ts'
import { provider } from '../provider/registry.ts'
import { at } from './at.ts'
import { BESIDE_DEFINITIONS } from './beside.ts'
import { during } from './during.ts'
import { forever } from './forever.ts'
import { mix } from './mix.ts'
import { ramp } from './ramp.ts'
import { scenario } from './scenario.ts'
import { times } from './times.ts'
import { when } from './when.ts'

/** A function of the DSL as a reader calls it: with whatever the file says. Each one checks what it is given. */
export type Constructor = (...values: unknown[]) => unknown

const DEFINED: [string, Constructor][] = [...FAULT_DEFINITIONS, ...BESIDE_DEFINITIONS].map(([kind, definition]) => [
  kind,
  (...values) => make(definition, ...values),
])

/** The functions of the DSL by the name under which `firedrill` exports them. */
export const VOCABULARY: ReadonlyMap<string, Constructor> = new Map([
  ...DEFINED,
  ...(Object.entries({
    anthropic,
    at,
    during,
    forever,
    gemini,
    healthy,
    json,
    logNormal,
    mix,
    openai,
    problem,
    provider,
    ramp,
    scenario,
    times,
    uniform,
    when,
  }) as [string, Constructor][]),
])
