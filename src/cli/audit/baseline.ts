/** Scorecards as files: an earlier one to compare with, and this one for the next time. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { wrongUse } from '../../errors.ts'
import type { Scorecard } from '../../report/scorecard.ts'
import { readScorecard, scorecardJson } from '../../report/scorecard-json.ts'

/**
 * Reads the scorecard in a file.
 *
 * @throws FiredrillError (`wrong-use`) for a file that is missing, or holds no scorecard.
 */
export function readBaseline(named: string, cwd: string): Scorecard {
  let text: string
  try {
    text = readFileSync(resolve(cwd, named), 'utf8')
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    const why = isMissing ? 'there is no such file' : (error as Error).message
    throw wrongUse(`read the baseline "${named}"`, why, `Make it: npx firedrill audit --save ${named}`, error)
  }
  return readScorecard(text, named)
}

/**
 * Writes a scorecard to a file, and makes its directory.
 *
 * @throws FiredrillError (`wrong-use`) for a file that can't be written.
 */
export function saveScorecard(scorecard: Scorecard, named: string, cwd: string): void {
  const path = resolve(cwd, named)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, scorecardJson(scorecard))
  } catch (error) {
    const why = (error as Error).message
    throw wrongUse(`save the scorecard to "${named}"`, why, 'Name a file that can be written', error)
  }
}
