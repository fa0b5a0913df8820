/** The page of findings as a whole: its tables say what its sections say, and its versions are those that are installed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { namesIn, ROOT, table } from '../docs/documents.ts'
import { installedVersion, PAGE, SECTIONS } from './findings.ts'

test('the first table names the rules that the sections find broken', () => {
  const rows = table('Client', PAGE).map(([client = '', rules = '']) => [
    /\[(.*)\]/.exec(client)?.[1],
    rules.split(', '),
  ])
  const found = [...SECTIONS].map(([title, findings]) => [
    title,
    [...new Set(findings.map(({ rule }) => rule))].toSorted(byNumber),
  ])
  expect(rows.slice(0, found.length)).toEqual(found)
})

test('the versions are those that are installed', () => {
  const rows = table('Package', PAGE).map(([name = '', version]) => [name.replaceAll('`', ''), version] as const)
  expect(rows.map(([name]) => [name, installedVersion(name)])).toEqual(rows)
})

test('every package that is cited has its version', () => {
  const named = table('Package', PAGE).map(([name = '']) => name.replaceAll('`', ''))
  const cited = [...SECTIONS.values()].flat().flatMap(({ citations }) => citations.map(({ file }) => file))
  expect(cited.filter((file) => !named.some((name) => file.startsWith(`${name}/`)))).toEqual([])
})

test('every section is held to its client', () => {
  const folder = join(ROOT, 'test/findings')
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'))
  const text = tests.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
  expect([...SECTIONS.keys()].filter((title) => !text.includes(`holdFindings('${title}'`))).toEqual([])
})

test('every client was explored, and is named with its drills', () => {
  const explored = table('Explored', PAGE).flatMap(([name = '']) => namesIn(name.replaceAll('-', '_')))
  const files = readdirSync(join(ROOT, 'test/findings/clients')).map((name) =>
    name.replace(/\.ts$/, '').replaceAll('-', '_'),
  )
  expect(explored.toSorted()).toEqual(files.filter((name) => name !== 'things').toSorted())
})

function byNumber(one: string, other: string): number {
  return Number(one.slice(1)) - Number(other.slice(1))
}
