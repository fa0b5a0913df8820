/** The client that `init` writes: a call by the installed SDK, or by `fetch` where there is none. */
import type { Api, Project } from './project.ts'

/** The text of its file, the same in TypeScript and in JavaScript. */
export function clientFile({ api, hasSdk }: Pick<Project, 'api' | 'hasSdk'>): string {
  const { head, setup, call } = hasSdk ? BY_SDK[api] : { head: questionBy(BY_FETCH[api]), setup: '', call: CALL }
  const [imports, constants] = hasSdk ? [head, ''] : [PAUSE, `\n${head}`]
  return `// The client that firedrill drills: put a call of your own code in the place of the one below. Whatever it sends over
// HTTP is answered by the scenario, and nothing leaves this process.
${imports}import { defineClient } from 'firedrill'
${constants}
export default defineClient({
  name: 'my-client',
  // What it promises. What is left out is judged only by what any client owes.
  contract: { retries: 2 },
${setup}  async call({ signal }${setup === '' ? '' : ', client'}) {
${call}  },
})
`
}

interface Parts {
  readonly head: string
  readonly setup: string
  readonly call: string
}

const BY_SDK: Readonly<Record<Api, Parts>> = {
  anthropic: {
    head: "import Anthropic from '@anthropic-ai/sdk'\n",
    setup: "  setup: () => new Anthropic({ apiKey: 'any-key-will-do', maxRetries: 2, timeout: 30_000 }),\n",
    call: `    const answer = await client.messages.create(
      { model: 'claude-sonnet-4-6', max_tokens: 256, messages: [{ role: 'user', content: 'Hello' }] },
      { signal },
    )
    return answer.content
`,
  },
  openai: {
    head: "import OpenAI from 'openai'\n",
    setup: "  setup: () => new OpenAI({ apiKey: 'any-key-will-do', maxRetries: 2, timeout: 30_000 }),\n",
    call: `    const answer = await client.chat.completions.create(
      { model: 'gpt-5.1', messages: [{ role: 'user', content: 'Hello' }] },
      { signal },
    )
    return answer.choices
`,
  },
  gemini: {
    head: "import { GoogleGenAI } from '@google/genai'\n",
    setup: `  setup: () =>
    new GoogleGenAI({ apiKey: 'any-key-will-do', httpOptions: { timeout: 30_000, retryOptions: { attempts: 3 } } }),
`,
    call: `    const answer = await client.models.generateContent({
      model: 'gemini-2.5-flash',
      contents: 'Hello',
      config: { abortSignal: signal },
    })
    return answer.text
`,
  },
}

/** Node's own, which an abort ends. */
const PAUSE = "import { setTimeout } from 'node:timers/promises'\n"

/** A question as it goes over the wire. */
interface Question {
  readonly url: string
  readonly key: string
  readonly body: string
}

const BY_FETCH: Readonly<Record<Api, Question>> = {
  anthropic: {
    url: 'https://api.anthropic.com/v1/messages',
    key: "'x-api-key': 'any-key-will-do', 'anthropic-version': '2023-06-01'",
    body: "{ model: 'claude-sonnet-4-6', max_tokens: 256, messages: [{ role: 'user', content: 'Hello' }] }",
  },
  openai: {
    url: 'https://api.openai.com/v1/chat/completions',
    key: "authorization: 'Bearer any-key-will-do'",
    body: "{ model: 'gpt-5.1', messages: [{ role: 'user', content: 'Hello' }] }",
  },
  gemini: {
    url: 'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent',
    key: "'x-goog-api-key': 'any-key-will-do'",
    body: "{ contents: [{ parts: [{ text: 'Hello' }] }] }",
  },
}

function questionBy({ url, key, body }: Question): string {
  return `const url = '${url}'
const headers = { 'content-type': 'application/json', ${key} }
const body = JSON.stringify(${body})
`
}

/** Without an SDK, what one does by itself has to be written down. */
const CALL = `    for (let retry = 0; ; retry++) {
      // A lost connection, or the time-out: tried again, too, but not when the caller has given up.
      const request = { method: 'POST', headers, body, signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) }
      const response = await fetch(url, request).catch((error) => {
        if (signal.aborted || retry === 2) throw error
        return null
      })
      if (response?.ok) return await response.json()
      const isTransient = response === null || [408, 429].includes(response.status) || response.status >= 500
      if (response !== null && (!isTransient || retry === 2)) {
        const error = new Error(\`\${response.status}: \${await response.text()}\`)
        throw Object.assign(error, { status: response.status, headers: response.headers })
      }
      // In seconds; what is no number is taken for no hint.
      const hintMs = 1000 * (Number(response?.headers.get('retry-after')) || 0)
      const pauseMs = 1000 * 2 ** retry * (1 + Math.random() / 2)
      await setTimeout(Math.max(hintMs, pauseMs), null, { signal })
    }
`
