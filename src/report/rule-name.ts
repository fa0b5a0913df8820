/** A rule in a few words. */

/** Its number and id, such as `R3 backs-off`; users' own rules may have no number. */
export function ruleName({ rule, id }: { readonly rule: string; readonly id: string }): string {
  return rule === id ? id : `${rule} ${id}`
}
