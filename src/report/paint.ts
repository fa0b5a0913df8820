/** Colour, from outside: reports say what a text is, and whoever prints them says how that looks. */

/** What a text is. Every meaning is also in the words, so that nothing is lost without colour. */
export type Style = 'strong' | 'quiet' | 'good' | 'bad' | 'doubtful'

/** Gives a text its look, without changing its width. */
export type Paint = (style: Style, text: string) => string

/** No colour. */
export const plain: Paint = (_style, text) => text
