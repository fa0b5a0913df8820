/** What a property's own options declare, laid over the contract that the trace carries. */
import { type Contract, type ContractOptions, contract } from '../contract/contract.ts'

/**
 * The contract that a property judges by: its own options where given, else what the client declared.
 *
 * @throws FiredrillError (`wrong-use`) for options that are no promise.
 */
export function declaredOver(options: ContractOptions): (base: Contract) => Contract {
  const own = contract(options)
  const given = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [partOf(name, own)]))
  const overlay = Object.fromEntries(given.map((part) => [part, own[part]]))
  return (base) => ({ ...base, ...overlay })
}

/** The part of a contract that an option stands for: durations have their unit in their name. */
function partOf(option: string, own: Contract): keyof Contract {
  return (option in own ? option : `${option}Ms`) as keyof Contract
}
