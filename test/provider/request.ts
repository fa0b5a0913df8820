/** A request as the service sees it, for tests that need one. */
import type { ServiceRequest } from '../../src/fault/request.ts'

/** A plain request to the Anthropic API, but for what is said otherwise. */
export function aRequest(different: Partial<ServiceRequest> = {}): ServiceRequest {
  return {
    method: 'POST',
    url: 'https://api.anthropic.com/v1/messages',
    host: 'api.anthropic.com',
    path: '/v1/messages',
    headers: { 'content-type': 'application/json', 'x-api-key': 'key#1' },
    body: '{"model":"claude-opus-4-7","max_tokens":64,"messages":[{"role":"user","content":"Hello"}]}',
    key: 'key#1',
    call: 0,
    model: 'claude-opus-4-7',
    stream: false,
    reused: false,
    ...different,
  }
}
