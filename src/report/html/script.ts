/** The script of the page, as text: plain JavaScript for any browser of the last years. The page is readable without it. */

/** Shows evidence, copies, turns light and dark, and opens everything to print. */
export const SCRIPT = `'use strict'
const byId = (id) => document.getElementById(id)
const all = (selector, within = document) => [...within.querySelectorAll(selector)]
const say = (text) => { byId('said').textContent = text }

// What only works with this script is shown by it.
for (const button of all('button[hidden]')) button.hidden = false

// Light and dark: as the system has it, until somebody asks for the other.
const theme = byId('theme')
const root = document.documentElement
const isDark = () => {
  const asked = root.dataset.theme
  return asked ? asked === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}
theme.setAttribute('aria-pressed', isDark())
theme.addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark'
  theme.setAttribute('aria-pressed', isDark())
})

// Copying: where the clipboard is closed to pages from files, the text is selected instead.
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button[data-copy]')
  if (!button) return
  const source = byId(button.dataset.copy)
  try {
    await navigator.clipboard.writeText(source.textContent)
    button.textContent = 'Copied'
    say('Copied')
  } catch {
    getSelection().selectAllChildren(source)
    button.textContent = 'Selected'
    say('Selected: press the keys to copy')
  }
  setTimeout(() => { button.textContent = 'Copy' }, 2000)
})

// Evidence: the part of the address after # names a rule, or a row that proves one.
let lit = null
// A row may prove several rules: the one whose link was followed is shown.
let asked = null
const clear = () => {
  for (const element of all('.lit')) element.classList.remove('lit')
  for (const element of all('.here')) element.classList.remove('here')
  for (const element of all('.focused')) element.classList.remove('focused')
  for (const link of all('a.evidence[aria-current]')) link.removeAttribute('aria-current')
  lit = null
}
const openAround = (element) => {
  for (let outer = element; outer; outer = outer.parentElement) if (outer.matches('details')) outer.open = true
}
const light = (card, here) => {
  clear()
  const figure = byId(card.dataset.figure)
  const rows = all('[data-rules~="' + card.dataset.rules + '"]', figure)
  const drawn = rows.filter((row) => row.matches('.proof *'))
  for (const row of rows) row.classList.add('lit')
  if (here) here.classList.add('here')
  figure.classList.add('focused')
  const link = card.querySelector('a.evidence')
  if (link) link.setAttribute('aria-current', 'true')
  lit = card
  const first = here || drawn[0]
  if (first) requestAnimationFrame(() => first.scrollIntoView({ block: 'center', inline: 'nearest' }))
  say(drawn.length + (drawn.length === 1 ? ' row proves ' : ' rows prove ') + card.dataset.name + ' broken')
}
const follow = () => {
  const target = byId(decodeURIComponent(location.hash.slice(1)))
  if (!target) return clear()
  openAround(target)
  if (target.matches('[data-figure]')) return light(target, null)
  if (!target.matches('.proof *')) return clear()
  const figure = target.closest('figure')
  const cards = all('[data-figure="' + figure.id + '"]').filter((card) => target.matches('[data-rules~="' + card.dataset.rules + '"]'))
  const card = [asked, lit].find((one) => cards.includes(one)) || cards[0]
  if (card) light(card, target)
}
addEventListener('hashchange', follow)
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]')
  if (!link) return
  asked = link.closest('[data-figure]')
  if (link.hash !== location.hash) return
  // The same link again changes no address: it turns the light off, or back on.
  event.preventDefault()
  if (link.matches('.evidence') && lit) {
    clear()
    say('Evidence no longer shown')
  } else follow()
})
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && lit) clear()
})
follow()

// On paper nothing can be opened.
let opened = []
addEventListener('beforeprint', () => {
  opened = all('details:not([open])')
  for (const details of opened) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
})
`

/** Of the script as it stands, for the policy of the page; a test says the right one. */
export const SCRIPT_HASH = 'sha256-+3nzjFVcJaujg7dqINt7HfrkXMUfiEJV+I4kOEm4rtg='
