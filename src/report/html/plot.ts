/** Plots as SVG that stands in the page: no script, no styles of their own. The only door to Observable Plot. */
import { type PlotOptions, plot, type RenderFunction } from '@observablehq/plot'
import { document, type Element } from './dom.ts'
import { legible } from './legible.ts'

export { axisX, axisY, barX, dot, line, link, type Markish, rect, ruleX, ruleY, text } from '@observablehq/plot'

/** Draws a plot. It has no words for those who don't see it: its figure has a table. */
export function draw(options: PlotOptions): Element {
  const svg = plot({ className: 'plot', ...options, document: document as never }) as unknown as Element
  // Styles in the page would need an exception in its content security policy; its own sheet has what they say.
  for (const style of [...svg.querySelectorAll('style')]) style.remove()
  svg.setAttribute('aria-hidden', 'true')
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  // Plots take their texts as they are given.
  for (const part of svg.querySelectorAll('text, title')) {
    for (const node of part.childNodes)
      if (node.nodeType === TEXT) node.textContent = legible(node.textContent, TEXT_MAX)
  }
  return svg
}

/** A `render` option that gives each drawn element attributes by its datum. */
export function withAttributes(attributesOf: (index: number) => Readonly<Record<string, string>>): RenderFunction {
  return (index, scales, values, dimensions, context, next) => {
    const group = next!(index, scales, values, dimensions, context) as unknown as Element
    for (const [position, datum] of [...index].entries()) {
      for (const [name, value] of Object.entries(attributesOf(datum)))
        group.children[position]?.setAttribute(name, value)
    }
    return group as never
  }
}

const TEXT = 3
const TEXT_MAX = 500
