/** Options that several commands have, in the same words. */
import { misused, repeating } from './command-line.ts'

/** The client of a command that drills one. */
export const CLIENT = [
  '--client <file>',
  'the client to drill: a default export (default: the official SDK of the API)',
] as const

/** The reports that a command writes besides what it prints. */
export const REPORT = [
  '--report <formats>',
  'also write reports: junit=FILE, html=FILE, json=FILE, markdown=FILE, github',
  repeating,
] as const

/** @throws FiredrillError (`wrong-use`) for a line that wants both. */
export function refuseQuietAndVerbose(quiet: boolean | undefined, verbose: boolean | undefined): void {
  if (quiet && verbose) throw misused('--quiet and --verbose can not both be meant', 'Leave one of them out')
}
