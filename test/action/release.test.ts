/** What must agree before a release. */
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { textOf } from './step.ts'

test('the changelog begins with the version of the package', () => {
  const [, newest] = /^## (?:Unreleased: )?(\S+)/m.exec(textOf('CHANGELOG.md')) ?? []
  expect(newest).toBe(manifest.version)
})

test('the lock holds the version of the package', () => {
  const { version } = JSON.parse(textOf('package-lock.json')) as { version: string }
  expect(version).toBe(manifest.version)
})
