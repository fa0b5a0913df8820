/** What every healthy model says, whatever its API: short texts, in the pieces in which a stream delivers them. */
import type { Content } from './provider.ts'

/** A plain sentence. */
export const TEXT_PIECES = ['All is ', 'well', ' here', '.'] as const

/** A sentence whose characters take one, two, three and four bytes of UTF-8. */
export const WIDE_TEXT_PIECES = ['Ça va, ', '大丈夫', ' 🌱', '.'] as const

/** The pieces of a text about this; a tool call says nothing. */
export function piecesOf(content: Content = 'text'): readonly string[] {
  if (content === 'tool-call') return []
  return content === 'wide-text' ? WIDE_TEXT_PIECES : TEXT_PIECES
}

/** A text cut into this many pieces of about one size, as a stream delivers JSON; into fewer when it is too short. */
export function cutIntoPieces(text: string, count = 4): readonly string[] {
  const characters = [...text]
  const size = Math.max(1, Math.ceil(characters.length / count))
  const pieces: string[] = []
  for (let start = 0; start < characters.length; start += size) {
    pieces.push(characters.slice(start, start + size).join(''))
  }
  return pieces
}
