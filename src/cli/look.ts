/** How what the commands print is to look on this screen. */
import { styleText } from 'node:util'
import { type Paint, plain, type Style } from '../report/paint.ts'
import type { Io } from './io.ts'

/** The width of the text, and its colours. */
export interface Look {
  readonly width: number
  readonly paint: Paint
}

/** The look that fits a screen: neither too narrow for columns nor too wide to read. */
export function lookOf({ columns, colour }: Io): Look {
  return { width: Math.min(Math.max(columns, WIDTH_MIN), WIDTH_MAX), paint: colour ? coloured : plain }
}

const coloured: Paint = (style, text) => styleText(LOOKS[style], text, { validateStream: false })

const LOOKS: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  strong: 'bold',
  quiet: 'dim',
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
}

const WIDTH_MIN = 44
const WIDTH_MAX = 100
