/** The APIs by name, for lists and for the nearest one to a misspelt one. */
import { wrongUse } from '../errors.ts'
import type { ProviderData } from '../provider/provider.ts'
import { dialects, provider } from '../provider/registry.ts'
import { nearest } from './nearest.ts'

/** Their names, those that come with the package first. */
export function providerNames(): readonly string[] {
  return dialects().map(({ name }) => name)
}

/**
 * The provider of this name; a client's file may have defined more than come along.
 *
 * @throws FiredrillError (`wrong-use`) when there is none, with the one that was probably meant.
 */
export function providerNamed(name: string): ProviderData {
  try {
    return provider(name)
  } catch (error) {
    const meant = nearest(name, providerNames())
    if (meant === null) throw error
    const known = providerNames().join(', ')
    throw wrongUse(`find the provider "${name}"`, `only these are known: ${known}`, `Try ${meant}`, error)
  }
}
