/** The step of action.yml that drills, run by a real shell in a project made for one test. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { ROOT } from '../cli/helpers.ts'

/** As much of action.yml as tests look at. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly steps: readonly Step[] }
}

/** A step: it uses another action, or runs a script. */
export interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

/** The text of a file of this project. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** The action. */
export const action = parse(textOf('action.yml')) as Action

/** What the step left behind. */
export interface Ran {
  readonly exitCode: number | null
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly directory: string
}

/** Runs the step with these inputs, in a project with these files. */
export function runAction(inputs: Readonly<Record<string, string>>, files: Readonly<Record<string, string>>): Ran {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-action-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), text)
    if (text.startsWith('#!')) chmodSync(join(directory, name), 0o755)
  }
  const bin = join(directory, 'node_modules/.bin/firedrill')
  if (!existsSync(bin)) {
    mkdirSync(dirname(bin), { recursive: true })
    symlinkSync(join(ROOT, 'bin/firedrill.mjs'), bin)
  }
  const { run = '', env = {} } = action.runs.steps.find(({ id }) => id === 'firedrill')!
  const script = join(directory, '.script.sh')
  writeFileSync(script, run)
  const [output, summary] = [join(directory, '.output'), join(directory, '.summary')]
  // As the runner starts `shell: bash`.
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
    cwd: join(directory, inputs['working-directory'] ?? '.'),
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: [join(directory, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: directory,
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, inputIn(value, inputs)])),
    },
  })
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
  return { exitCode: status, log: stdout + stderr, outputs: outputsIn(read(output)), summary: read(summary), directory }
}

/** An expression that is nothing but one input. */
function inputIn(expression: string, inputs: Readonly<Record<string, string>>): string {
  const [, name = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? []
  const input = action.inputs[name]
  if (input === undefined) throw new Error(`this is no input: ${expression}`)
  return inputs[name] ?? input.default
}

function outputsIn(text: string): Record<string, string> {
  const blocks = text.matchAll(/^([\w-]+)<<(\S+)\n(.*?)\n\2$/gms)
  return Object.fromEntries([...blocks].map(([, name, , value]) => [name!, value!]))
}
