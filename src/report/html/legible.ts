/** What a page says in the words of others: every character is shown, none is obeyed, and nothing is endless. */
import { clip } from '../text.ts'

/**
 * The text as readers are to see it: controls, and what would turn the reading direction or hide in it, by their names; cut
 * where it is longer than `max`.
 */
export function legible(text: string, max: number = TEXT_MAX): string {
  const shown = cut(text, max).toWellFormed()
  return shown.replaceAll(HIDDEN, (character) => {
    const code = character.codePointAt(0)!
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`
  })
}

/** The text on one line, cut with an ellipsis where it is longer than `max`. */
export function brief(text: string, max: number): string {
  const line = text
    .slice(0, max * 4)
    .replaceAll(/\s+/g, ' ')
    .trim()
  const isCut = text.length > max * 4 && line.length < max
  return legible(isCut ? `${line}…` : clip(line, max))
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text.slice(0, max)}… (cut here: it has ${text.length.toLocaleString('en')} characters)`
}

/** The last line of defence: what may be long is cut to less where it is shown. */
const TEXT_MAX = 20_000

/** Controls but tab and line break; direction and invisible characters; variation tags. Joiners stay: scripts need them. */
const HIDDEN =
  /[^\P{Cc}\t\n]|[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu
