/** Text in a fixed width: wrapped, cut, set in columns, and free of what a terminal would obey. */

/** How long reports are wide when nobody says otherwise. */
export const WIDTH = 80

/** A text on one line, without control characters: what clients throw and services send may hold anything. */
export function printable(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}

/** The text, cut with an ellipsis where it is longer. */
export function clip(text: string, width: number): string {
  const characters = [...text]
  return characters.length <= width ? text : `${characters.slice(0, Math.max(width - 1, 0)).join('')}…`
}

/** The text in lines of at most this width, broken at blanks; a single longer word is broken where it must be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of printable(text)
    .split(' ')
    .flatMap((word) => pieces(word, width))) {
    if (line === '') line = word
    else if (length(line) + 1 + length(word) <= width) line = `${line} ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** The text wrapped into lines that all begin with this margin. */
export function indented(text: string, margin: number, width: number): string[] {
  return wrap(text, width - margin).map((line) => ' '.repeat(margin) + line)
}

function pieces(word: string, width: number): string[] {
  const characters = [...word]
  const list: string[] = []
  for (let from = 0; from < characters.length; from += width) list.push(characters.slice(from, from + width).join(''))
  return list
}

function length(text: string): number {
  return [...text].length
}
