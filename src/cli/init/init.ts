/** `firedrill init`: looks at the project that lies here, writes what is missing, and says what to do next. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { wrongUse } from '../../errors.ts'
import type { Paint } from '../../report/paint.ts'
import { EXIT, type Io } from '../io.ts'
import type { Look } from '../look.ts'
import { nearest } from '../nearest.ts'
import { clientFile } from './client.ts'
import type { InitLine } from './options.ts'
import { type Api, type Project, projectIn, SDKS } from './project.ts'
import { FOLDER, scenarioFile, testFile, workflowFile } from './templates.ts'

/** A file to be written, with what it is. */
interface Draft {
  readonly path: string
  readonly what: string
  readonly text: string
}

/** Writes the files, says which, and gives the exit code. */
export async function runInit({ provider, json }: InitLine, io: Io, { paint }: Look): Promise<number> {
  const project = projectIn(io.cwd, provider === null ? null : apiOf(provider))
  const drafts = draftsFor(project)
  const written = drafts.filter((draft) => wrote(draft, io.cwd))
  const left = drafts.filter((draft) => !written.includes(draft))
  const next = nextCommands(project)
  const paths = (list: readonly Draft[]) => list.map(({ path }) => path)
  if (json) io.stdout.write(`${JSON.stringify({ written: paths(written), left: paths(left), next }, null, 2)}\n`)
  else io.stdout.write(initText(written, left, next, paint))
  return EXIT.pass
}

function apiOf(named: string): Api {
  const apis = Object.keys(SDKS) as Api[]
  const found = apis.find((api) => api === named)
  if (found !== undefined) return found
  const meant = nearest(named, apis)
  const advice = meant === null ? `Name one of ${apis.join(', ')}` : `Try ${meant}`
  throw wrongUse('write a client', `there is none to begin with for "${named}"`, advice)
}

function draftsFor(project: Project): Draft[] {
  const { api, extension, hasVitest, hasSdk } = project
  const by = hasSdk ? SDKS[api] : 'fetch'
  const test = { path: `${FOLDER}/first-outage.test.${extension}`, what: 'a test for vitest', text: testFile(project) }
  return [
    { path: `${FOLDER}/first-outage.${extension}`, what: 'a first scenario', text: scenarioFile(api) },
    {
      path: `${FOLDER}/client.${extension}`,
      what: `a client by ${by}, to be made your own`,
      text: clientFile(project),
    },
    ...(hasVitest ? [test] : []),
    { path: '.github/workflows/firedrill.yml', what: 'drills in every pull request', text: workflowFile(project) },
  ]
}

/** Writes a file, unless there is one of its name. */
function wrote({ path, text }: Draft, cwd: string): boolean {
  const file = join(cwd, path)
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && /open/.test(message)) return false
    throw wrongUse(`write ${path}`, message, 'Make room for it, or start in another directory', error)
  }
}

function nextCommands({ extension, api, hasFiredrill, hasManifest, installer }: Project): string[] {
  const client = `--client ${FOLDER}/client.${extension}`
  return [
    ...(hasManifest ? [] : ['npm init -y']),
    ...(hasFiredrill ? [] : [`${installer.add} firedrill`]),
    `npx firedrill run ${FOLDER}/first-outage.${extension} ${client}`,
    `npx firedrill explore ${client}${api === 'anthropic' ? '' : ` --provider ${api}`}`,
    `npx firedrill audit ${client} --save ${FOLDER}/scorecard.json`,
  ]
}

function initText(written: readonly Draft[], left: readonly Draft[], next: readonly string[], paint: Paint): string {
  const width = Math.max(...[...written, ...left].map(({ path }) => path.length))
  const list = (drafts: readonly Draft[]) =>
    drafts.map(({ path, what }) => `  ${path.padEnd(width)}  ${paint('quiet', what)}`)
  return [
    ...(written.length === 0 ? ['Nothing was written.'] : [paint('strong', 'Written'), ...list(written)]),
    ...(left.length === 0 ? [] : ['', paint('strong', 'Left alone, as it was there already'), ...list(left)]),
    '',
    paint('strong', 'Next'),
    ...next.map((command) => `  ${command}`),
    '',
  ].join('\n')
}
