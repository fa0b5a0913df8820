/** What stands in front of an API says when the API doesn't: a page or nothing at all, and no request id. */
import { type Answer, completeAnswer } from '../fault/answer.ts'
import type { StatusFault } from '../fault/status.ts'
import type { AnswerContext } from './provider.ts'

const REASONS: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

/** Whether a gateway answers this fault: 502, 503 and 504 without a message or a type of the API's own. */
export function fromGateway(fault: StatusFault): boolean {
  return fault.status in REASONS && fault.message === undefined && fault.errorType === undefined
}

/**
 * The answer of a gateway: the page that nginx (and Cloudflare's edge, built on it) sends for 502 and 504, and an empty
 * 503, as AWS's Classic Load Balancer sends it without a healthy target. Sources: nginx's `ngx_http_special_response.c`
 * (`ngx_http_error_502_page` and its like) and, for Cloudflare's tail, anthropics/claude-code issue 1101 (May 2025).
 */
export function gatewayAnswer(fault: StatusFault, context: AnswerContext): Answer {
  const date = ['date', new Date(context.epochMs).toUTCString()] as const
  if (fault.status === 503) return completeAnswer(503, [date, ['content-length', '0']], [])
  const title = `${fault.status} ${REASONS[fault.status]}`
  const page = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>cloudflare</center>',
    '</body>',
    '</html>',
    '',
  ].join('\r\n')
  return completeAnswer(fault.status, [date, ['content-type', 'text/html'], ['server', 'cloudflare']], [page])
}
