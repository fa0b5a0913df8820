/** A process that answers questions one after another, so that many can be worked on at once, and each measures only itself. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What tells a module that it runs as such a process. */
const ERRAND = 'errand'

/** Such a process, as the bench holds it. */
export class Errand<Question, Answer> implements Disposable {
  readonly #child: ChildProcess

  /** @param module The URL of a module that calls `answering`. */
  constructor(module: string) {
    this.#child = fork(fileURLToPath(module), [ERRAND], { serialization: 'advanced' })
  }

  /** Waits for the answer to one question. */
  async ask(question: Question): Promise<Answer> {
    const over = new AbortController()
    const answered = once(this.#child, 'message', { signal: over.signal })
    this.#child.once('exit', () => over.abort(new Error('the process ended before its answer')))
    this.#child.send(question as object)
    const [answer] = await answered
    this.#child.removeAllListeners('exit')
    return answer as Answer
  }

  [Symbol.dispose](): void {
    this.#child.kill()
  }
}

/** Answers questions, if this module runs as such a process. What clients log there is no part of any table. */
export function answering<Question, Answer>(module: string, answer: (question: Question) => Promise<Answer>): void {
  const [, script, role] = process.argv
  if (script !== fileURLToPath(module) || role !== ERRAND) return
  for (const method of ['log', 'info', 'warn', 'error'] as const) console[method] = () => undefined
  process.on('message', async (question: Question) => process.send!(await answer(question)))
}
