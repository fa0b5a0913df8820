/** What reading hostile input comes to: anything but a sentence or a scenario is a bug, and thrown on. */
import { isFiredrillError } from '../../src/errors.ts'

/** Reads, and says what it came to. */
export function outcome(read: () => unknown): 'sentence' | 'scenario' {
  try {
    read()
    return 'scenario'
  } catch (error) {
    if (isFiredrillError(error) && /^Failed to [\s\S]+: [\s\S]+\. [\s\S]+\.$/.test(error.message)) return 'sentence'
    throw error
  }
}
