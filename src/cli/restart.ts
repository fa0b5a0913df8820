/** The program once more, in a process of its own: how it is started, and how it tells which files it has loaded. */
import { spawn } from 'node:child_process'
import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXIT, type Restart } from './io.ts'
import { packageRoot } from './root.ts'

/** Set where the program was started by itself. */
const RESTARTED = 'FIREDRILL_RESTARTED'

/** Starts the program with these arguments, on the same streams. */
export const restart: Restart = (argv, onFile) => {
  const [, script = ''] = process.argv
  const child = spawn(process.execPath, [...process.execArgv, script, ...argv], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [RESTARTED]: '1' },
  })
  child.on('message', (path) => {
    if (typeof path === 'string') onFile(path)
  })
  const ended = new Promise<number>((resolve) => {
    child.on('error', () => resolve(EXIT.inconclusive))
    child.on('close', (code) => resolve(code ?? EXIT.interrupted))
  })
  return { ended, stop: () => child.kill('SIGKILL') }
}

/** Takes the URLs of files that are loaded, and passes those of the user's on to whoever started this process again. */
export function tellOfFiles(): (url: string) => void {
  const send = process.env[RESTARTED] === undefined ? undefined : process.send?.bind(process)
  delete process.env[RESTARTED]
  if (send === undefined) return () => {}
  const told = new Set<string>()
  const own = [`${packageRoot()}${sep}src${sep}`, `${packageRoot()}${sep}dist${sep}`]
  return (url) => {
    if (!url.startsWith('file:')) return
    const path = fileURLToPath(url.replace(/[?#].*$/, ''))
    if (told.has(path) || own.some((directory) => path.startsWith(directory)) || isInstalled(path)) return
    told.add(path)
    send(path)
  }
}

/** Whether a file is a package's. What lies here is the user's, even if here is in some `node_modules`. */
function isInstalled(path: string): boolean {
  const here = `${process.cwd()}${sep}`
  const inside = path.startsWith(here) ? path.slice(here.length) : path
  return inside.split(sep).includes('node_modules')
}
