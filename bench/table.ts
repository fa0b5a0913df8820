/** Figures as text: medians, and tables of them. */

/** The median. */
export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = sorted.length / 2
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
}

/** A table under its title: the first column to the left, figures to the right. */
export function table(title: string, head: readonly string[], rows: readonly string[][], remark?: string): string {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd()
  return [title, '', line(head), ...rows.map(line), ...(remark === undefined ? [] : ['', remark]), ''].join('\n')
}
