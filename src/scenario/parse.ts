/** Reads a scenario from source without running it: files that come from elsewhere are data, never code. */
import { Cursor } from './cursor.ts'
import type { Scenario } from './scenario.ts'
import { ValueReader } from './values.ts'
import { VOCABULARY } from './vocabulary.ts'

/**
 * The scenario that a module exports by default, read without running it. It understands what `printScenario` prints and
 * people write by hand: imports from 'firedrill', constants, calls of the DSL, lists, objects, texts, numbers, comments.
 *
 * @throws FiredrillError (`wrong-use`) with line and column, for anything else.
 */
export function parseScenario(source: string): Scenario {
  const cursor = new Cursor(source)
  const values = new ValueReader(cursor)
  for (;;) {
    if (cursor.skip(';')) continue
    if (cursor.skip('import')) readImport(cursor, values)
    else if (cursor.skip('const')) readConstant(cursor, values)
    else if (cursor.skip('export')) return readExport(cursor, values)
    else if (cursor.peek().kind !== 'end') throw cursor.unexpected(cursor.peek(), 'import, const or export default')
    else throw cursor.fail(cursor.peek(), 'there is no scenario', 'End with export default scenario({ … })')
  }
}

function readImport(cursor: Cursor, values: ValueReader): void {
  cursor.expect('{')
  while (!cursor.skip('}')) {
    const token = cursor.name('a name to import')
    const make = VOCABULARY.get(token.text)
    if (make === undefined) {
      const why = `"${token.text}" is no function of scenarios`
      throw cursor.fail(token, why, 'Import only what describes a scenario')
    }
    values.declare(token, make)
    cursor.separator('}')
  }
  cursor.expect('from')
  const from = cursor.next()
  if (from.kind !== 'text') throw cursor.unexpected(from, "'firedrill'")
  if (from.text !== 'firedrill') {
    throw cursor.fail(from, 'only firedrill can be imported', 'Write everything in this file')
  }
}

function readConstant(cursor: Cursor, values: ValueReader): void {
  const token = cursor.name('a name')
  cursor.expect('=')
  values.declare(token, values.value())
}

function readExport(cursor: Cursor, values: ValueReader): Scenario {
  cursor.expect('default')
  const token = cursor.peek()
  const value = values.value()
  while (cursor.skip(';'));
  if (cursor.peek().kind !== 'end') throw cursor.unexpected(cursor.peek(), 'the end of the file')
  if (values.isScenario(value)) return value
  throw cursor.fail(token, 'the default export is no scenario', 'Write export default scenario({ … })')
}
