/** Names of rules, as people type them. */
import { allProperties } from '../property/all.ts'
import { misused } from './command-line.ts'
import { nearest } from './nearest.ts'

/**
 * The id of the property that is named by its id or by its rule.
 *
 * @throws FiredrillError (`wrong-use`) when there is none.
 */
export function propertyId(text: string): string {
  const properties = allProperties()
  const wanted = text.trim()
  const found = properties.find(({ id, rule }) => id === wanted || rule === wanted.toUpperCase())
  if (found !== undefined) return found.id
  const ids = properties.map(({ id }) => id)
  const meant = nearest(wanted, ids)
  throw misused(
    `--require names "${wanted}", and there is no such rule`,
    meant === null ? `Name some of ${ids.join(', ')}` : `Try ${meant}`,
  )
}
