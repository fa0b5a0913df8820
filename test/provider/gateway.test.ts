/** What a gateway says in the place of an API. */
import { expect, test } from 'vitest'
import { status } from '../../src/fault/status.ts'
import { fromGateway, gatewayAnswer } from '../../src/provider/gateway.ts'
import { contextAt } from './anthropic-sdk.ts'

test('502, 503 and 504 come from a gateway, unless they say something of the API', () => {
  expect([500, 501, 502, 503, 504, 529].filter((code) => fromGateway(status(code)))).toEqual([502, 503, 504])
  expect(fromGateway(status(502, { message: 'Down for maintenance' }))).toBe(false)
  expect(fromGateway(status(503, { errorType: 'overloaded_error' }))).toBe(false)
  expect(fromGateway(status(504, { retryAfter: 1 }))).toBe(true)
})

// nginx, src/http/ngx_http_special_response.c; the tail of Cloudflare as in anthropics/claude-code issue 1101.
test.each([
  [502, '502 Bad Gateway'],
  [504, '504 Gateway Time-out'],
])('%i is a page of HTML', (code, title) => {
  const [head, body, end] = gatewayAnswer(status(code), contextAt())
  expect(head).toMatchObject({ act: 'head', status: code })
  expect(
    head?.act === 'head' && new Headers(head.headers.map(([name, value]) => [name, value])).get('content-type'),
  ).toBe('text/html')
  expect(body).toEqual({
    act: 'body',
    text: `<html>
<head><title>${title}</title></head>
<body>
<center><h1>${title}</h1></center>
<hr><center>cloudflare</center>
</body>
</html>
`.replaceAll('\n', '\r\n'),
  })
  expect(end).toEqual({ act: 'end' })
})

test('503 has no body at all', () => {
  const [head, end] = gatewayAnswer(status(503), contextAt())
  expect(head).toMatchObject({ act: 'head', status: 503 })
  expect(head?.act === 'head' && head.headers).toContainEqual(['content-length', '0'])
  expect(end).toEqual({ act: 'end' })
})
