/** The user's own MSW handlers as the healthy side of a scenario. The only door to msw. */
import { getResponse, type RequestHandler } from 'msw'
import { sentence } from '../errors.ts'
import type { HandlersAnswer, WireRequest } from './wire-host.ts'

export type { RequestHandler } from 'msw'

/**
 * What a user's handlers answer to a request. What they leave open gets a meaning here: no handler matches → 404 with a
 * sentence; `HttpResponse.error()` and a throwing handler → 500 with the error's text; `passthrough()` → 501, as a drill
 * lets nothing out.
 */
export async function answerByHandlers(
  handlers: readonly RequestHandler[],
  name: string,
  request: WireRequest,
): Promise<HandlersAnswer> {
  try {
    const response = await getResponse([...handlers], webRequest(request))
    if (response === undefined) return problem(404, name, `no handler matches ${request.method} ${request.url}`)
    if (response.type === 'error') return problem(500, name, 'the handler answered with a network error')
    if (response.status === 302 && response.headers.has('x-msw-intention')) {
      return problem(501, name, 'the handler asked for a passthrough, and a drill lets nothing out')
    }
    return { status: response.status, headers: [...response.headers], body: response.body }
  } catch (error) {
    return problem(500, name, `the handler threw ${String(error)}`)
  }
}

function webRequest({ method, url, headers, body }: WireRequest): Request {
  const list = Object.entries(headers).flatMap(([header, value]) =>
    value === undefined ? [] : [[header, String(value)] as [string, string]],
  )
  const bare = method === 'GET' || method === 'HEAD'
  return new Request(url, { method, headers: list, ...(bare ? {} : { body: new Uint8Array(body) }) })
}

function problem(status: number, name: string, why: string): HandlersAnswer {
  const text = sentence(`answer by the handlers "${name}"`, why, 'Add or correct a handler')
  return { status, headers: [['content-type', 'text/plain']], body: new Blob([text]).stream() }
}
