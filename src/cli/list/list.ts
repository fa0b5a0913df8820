/** `firedrill list`: the gallery, the rules, the failures and the faults. */
import { FAULT_DEFINITIONS } from '../../fault/fault.ts'
import { allProperties } from '../../property/all.ts'
import { dialectOf } from '../../provider/registry.ts'
import { indented } from '../../report/text.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { shellCommand } from '../../shell.ts'
import { misused } from '../command-line.ts'
import { EXIT, type Io } from '../io.ts'
import type { Look } from '../look.ts'
import { nearest } from '../nearest.ts'
import { providerNames } from '../providers.ts'
import { FAILURES, gallery, galleryText } from './gallery.ts'
import type { ListLine } from './options.ts'

/** A list, as data and as text. */
interface Listed {
  readonly data: unknown
  readonly text: (look: Look) => string
}

/** Prints the list, and gives the exit code. */
export async function runList(line: ListLine, io: Io, look: Look, start: readonly string[]): Promise<number> {
  const { data, text } = await listed(line.what, shellCommand(start))
  io.stdout.write(line.json ? `${JSON.stringify(data, null, 2)}\n` : text(look))
  return EXIT.pass
}

async function listed(what: readonly string[], start: string): Promise<Listed> {
  const [only] = what
  const list = what.length === 1 && only !== undefined ? LISTS.get(only) : undefined
  if (list !== undefined) return list()
  const chosen = what.map(choice)
  const scenarios = (await gallery()).filter((one) => chosen.every((suits) => suits(one)))
  if (scenarios.length === 0) {
    throw misused(`no scenario of the gallery is about ${what.join(' and ')}`, 'Leave a word out')
  }
  const data = scenarios.map(({ name, description, provider, covers }) => ({
    name,
    description,
    provider: provider.name,
    covers,
  }))
  return { data, text: ({ width, paint }) => galleryText(scenarios, start, width, paint) }
}

/** Which scenarios a word means. */
function choice(word: string): (scenario: Scenario) => boolean {
  const row = word.toUpperCase()
  const rule = allProperties().find(({ id }) => id === word)?.rule ?? row
  if (rules().has(rule) || failures().has(row)) return ({ covers }) => covers.includes(rules().has(rule) ? rule : row)
  if (providerNames().includes(word)) return ({ provider }) => provider.name === word
  const ids = allProperties().map(({ id }) => id)
  const known = [...LISTS.keys(), ...providerNames(), ...ids]
  const meant = nearest(word, known)
  throw misused(
    `"${word}" is none of the lists`,
    meant === null
      ? `Name a failure (F1 to F21), a rule (R1 to R22), an API (${providerNames().join(', ')}), or ${[...LISTS.keys()].join(', ')}`
      : `Try ${meant}`,
  )
}

function rules(): ReadonlySet<string> {
  return new Set(allProperties().map(({ rule }) => rule))
}

function failures(): ReadonlySet<string> {
  return new Set(FAILURES.map((_, index) => `F${index + 1}`))
}

/** The lists that have a name. */
const LISTS: ReadonlyMap<string, () => Listed> = new Map([
  ['rules', rulesList],
  ['failures', failuresList],
  ['faults', faultsList],
])

function rulesList(): Listed {
  const data = allProperties().map(({ rule, id, claim }) => ({ rule, id, claim }))
  return {
    data,
    text: ({ width, paint }) => {
      const lines = data.flatMap(({ rule, id, claim }) => [
        `${paint('strong', `${rule.padEnd(3)}  ${id}`)}`,
        ...indented(claim, 5, width),
      ])
      return `${lines.join('\n')}\n`
    },
  }
}

function failuresList(): Listed {
  const data = FAILURES.map((words, index) => ({ failure: `F${index + 1}`, words }))
  return {
    data,
    text: ({ paint }) => data.map(({ failure, words }) => `${paint('strong', failure.padEnd(3))}  ${words}\n`).join(''),
  }
}

function faultsList(): Listed {
  const kinds = [...FAULT_DEFINITIONS.keys()]
  const statuses = Object.fromEntries(providerNames().map((name) => [name, dialectOf(name).statuses]))
  return {
    data: { kinds, statuses },
    text: ({ width, paint }) => {
      const named = Object.entries(statuses).flatMap(([name, codes]) => [
        paint('strong', `${name}()`),
        ...indented(
          Object.entries(codes)
            .map(([fault, code]) => `${fault} ${code}`)
            .join(', '),
          2,
          width,
        ),
      ])
      return [paint('strong', 'Every API'), ...indented(kinds.join(', '), 2, width), ...named, ''].join('\n')
    },
  }
}
