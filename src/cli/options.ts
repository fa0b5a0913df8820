/** Reads the command line of `run-scenario`. */
import { wrongUse } from '../errors.ts'
import { allProperties } from '../property/all.ts'
import { type Command, collecting, misused, newCommand, readLine, seedOf, type Words } from './command-line.ts'
import { nearest } from './nearest.ts'

/** What the command is asked to do. */
export type Order =
  | { readonly kind: 'show'; readonly text: string }
  | { readonly kind: 'list' }
  | ({ readonly kind: 'run' } & RunOptions)

