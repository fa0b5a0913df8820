/** The names on an exploration's line, checked before anything is drilled: a misspelt one is answered with the nearest. */

import { wrongUse } from '../../errors.ts'
import { faultNamesIn } from '../../explore/kinds.ts'
import { PATHS } from '../../explore/paths.ts'
import { requirementsOf } from '../../explore/require.ts'
import { allProperties } from '../../property/all.ts'
import type { ProviderData } from '../../provider/provider.ts'
import { dialectOf } from '../../provider/registry.ts'
import { nearest } from '../nearest.ts'
import type { ExploreLine } from './options.ts'

/**
 * Checks the names of faults and requirements. What is far from any name is left to the exploration, which lists them all.
 *
 * @throws FiredrillError (`wrong-use`) for a name that is near to one.
 */
export function checkNames(
  { faults, required }: Pick<ExploreLine, 'faults' | 'required'>,
  { name }: ProviderData,
): void {
  const dialect = dialectOf(name)
  const known = faultNamesIn(dialect)
  for (const fault of faults ?? []) {
    const meant = known.includes(fault) || /^\d*$/.test(fault) ? null : nearest(fault, known)
    if (meant !== null) throw wrongUse('explore', `there is no fault "${fault}" in ${name}()`, `Try ${meant}`)
  }
  const properties = allProperties()
  for (const one of required) {
    try {
      requirementsOf([one], properties, dialect)
    } catch (error) {
      const meant = nearest(one, [...properties.map(({ id }) => id), ...Object.keys(PATHS), ...known])
      if (meant === null) throw error
      throw wrongUse('explore', `"${one}" is required, and nothing has this name`, `Try ${meant}`, error)
    }
  }
}
