/** The names that a scenario file may use, and nothing else: what `parseScenario` calls, and what it refuses. */
import { healthy, reset, silence, status } from '../fault/fault.ts'
import { anthropic } from '../provider/anthropic/dialect.ts'
import { json } from '../provider/json.ts'
import { provider } from '../provider/registry.ts'
import { at } from './at.ts'
import { during } from './during.ts'
import { forever } from './forever.ts'
import { limits } from './limits.ts'
import { mix } from './mix.ts'
import { scenario } from './scenario.ts'
import { times } from './times.ts'
import { when } from './when.ts'

/** A function of the DSL as a reader calls it: with whatever the file says. Each one checks what it is given. */
export type Constructor = (...values: unknown[]) => unknown

/** The functions of the DSL by the name under which `firedrill` exports them. */
export const VOCABULARY: ReadonlyMap<string, Constructor> = new Map(
  Object.entries({
    anthropic,
    at,
    during,
    forever,
    healthy,
    json,
    limits,
    mix,
    provider,
    reset,
    scenario,
    silence,
    status,
    times,
    when,
  }) as [string, Constructor][],
)
