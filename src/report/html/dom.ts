/** The elements that a page is made of. The only door to linkedom; whatever is put in comes out as text, never as markup. */
import { parseHTML } from 'linkedom'
import { legible } from './legible.ts'

/** An element: the little of the DOM that pages need. */
export interface Element {
  readonly tagName: string
  readonly children: ArrayLike<Element>
  readonly nodeType: number
  readonly childNodes: Iterable<Element>
  textContent: string
  append(...children: readonly (Element | string)[]): void
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  querySelectorAll(selector: string): Iterable<Element>
  remove(): void
  toString(): string
}

/** What stands in an element; null and false leave nothing. */
export type Child = Element | string | number | null | false | readonly Child[]

/** Attributes; one that is null or false is left out, one that is true has no value. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>

/** The document that makes elements; nothing is ever attached to it. */
export const document: { createElement(tag: string): Element } = parseHTML('<!doctype html><html></html>').document

/** An element. Texts are made legible and are never markup; code in attributes, and links that leave the page, are refused. */
export function h(tag: string, attributes: Attributes, ...children: readonly Child[]): Element {
  if (UNESCAPED.includes(tag)) throw new Error(`Failed to make <${tag}>: its text would not be escaped. Use raw().`)
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue
    refuseCode(name, String(value))
    // Of what a value can't hold, linkedom escapes the quotes alone.
    element.setAttribute(name, value === true ? '' : escaped(legible(String(value))))
  }
  for (const child of children) put(element, child)
  return element
}

/** The element with these classes and no other attributes. */
export function box(tag: string, classes: string, ...children: readonly Child[]): Element {
  return h(tag, { class: classes }, ...children)
}

/** The title of a page, which linkedom writes as it is. */
export function titled(text: string): Element {
  return raw('title', escaped(legible(text)))
}

/** A style or a script of our own: the only text that is written as it is. */
export function raw(tag: 'style' | 'script' | 'title', text: string): Element {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function put(element: Element, child: Child): void {
  if (child === null || child === false) return
  if (typeof child === 'string' || typeof child === 'number') element.append(legible(String(child)))
  else if (isList(child)) for (const one of child) put(element, one)
  else element.append(child)
}

function isList(child: Element | readonly Child[]): child is readonly Child[] {
  return Array.isArray(child)
}

function refuseCode(name: string, value: string): void {
  const isLinkOut = ['href', 'src', 'action'].includes(name) && !value.startsWith('#')
  if (!isLinkOut && name !== 'style' && !name.startsWith('on')) return
  throw new Error(`Failed to make ${name}="${value}": a page loads nothing and runs nothing of others. Leave it out.`)
}

/** Elements whose text linkedom writes without escaping it. */
const UNESCAPED = [
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'plaintext',
]
