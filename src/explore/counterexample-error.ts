/** What `explore` throws: everything that was found, to be read, pasted and replayed. */
import { FiredrillError } from '../errors.ts'
import type { Exploration } from '../report/exploration.ts'

/** Exploration found a property broken, or can't say that none is. The message holds the scenario, its trace and its replay. */
export class CounterexampleError extends FiredrillError {
  override readonly name = 'CounterexampleError'
  readonly exploration: Exploration

  constructor(message: string, exploration: Exploration) {
    super('violation', message)
    this.exploration = exploration
  }
}
