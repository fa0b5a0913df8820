/** Workflows: this project's own, and those that the documents show. */
import { validateWorkflow } from '@action-validator/core'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { action, textOf } from './step.ts'

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>
}

interface WorkflowStep {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string>>
}

const shown = [...textOf('docs/ci.md').matchAll(/^~~~yaml\n(.*?)\n~~~$/gms)].map(([, text]) => text!)
const workflows: readonly (readonly [string, string])[] = [
  ['ci.yml', textOf('.github/workflows/ci.yml')],
  ...shown.filter((text) => /^jobs:/m.test(text)).map((text, index) => [`docs/ci.md, ${index + 1}`, text] as const),
]

describe.each(workflows)('%s', (_, text) => {
  const workflow = parse(text) as Workflow
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)

  test('is valid by the schema of workflows', () => {
    expect(validateWorkflow(text).errors).toEqual([])
    expect(validateWorkflow(text.replace('runs-on:', 'runs-at:')).errors).not.toEqual([])
  })

  test('may only read, and pins what it uses to a version', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    for (const uses of steps.flatMap((step) => step.uses ?? []))
      expect(uses).toMatch(/^(?:\.\/|[\w/-]+@v\d+(?:\.\d+\.\d+)?)$/)
  })

  test('pastes nothing that others write into a script', () => {
    const pasted = steps.flatMap(({ run = '' }) => [...run.matchAll(/\$\{\{(.*?)\}\}/g)].map(([, what]) => what))
    expect(pasted).toEqual([])
  })

  test('gives the action only inputs that it has', () => {
    const inputs = steps
      .filter(({ uses }) => /^\.\/|firedrill@/.test(uses ?? ''))
      .flatMap((step) => Object.keys(step.with ?? {}))
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(inputs))
  })
})

test('the page shows a workflow with the action, one without, and one for GitLab', () => {
  expect(workflows).toHaveLength(3)
  expect(shown).toHaveLength(3)
  const gitlab = parse(shown[2]!) as { firedrill: { artifacts: { reports: { junit: string } }; script: string[] } }
  const { artifacts, script } = gitlab.firedrill
  expect(script.at(-1)).toContain(`junit=${artifacts.reports.junit},`)
})

test('the page lists the inputs and outputs of the action, with their defaults', () => {
  const page = textOf('docs/ci.md')
  const rows = (heading: string) => {
    const [, body = ''] = new RegExp(`^\\| ${heading} \\|.*\\n\\|[-|]+\\|\\n((?:\\|.*\\n)*)`, 'm').exec(page) ?? []
    return body
      .trim()
      .split('\n')
      .map((line) => line.slice(2, -2).split(' | '))
  }
  expect(rows('Input').map(([name]) => name)).toEqual(Object.keys(action.inputs).map((name) => `\`${name}\``))
  for (const [name = '', shownDefault = ''] of rows('Input')) {
    const { default: value } = action.inputs[name.replaceAll('`', '')]!
    if (value !== '') expect(shownDefault).toBe(`\`${value}\``)
  }
  expect(rows('Output').map(([name]) => name)).toEqual(Object.keys(action.outputs).map((name) => `\`${name}\``))
})
