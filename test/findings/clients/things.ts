/** The service of clients that speak to no particular API: an address, and what an application writes around fetch. */

export const THINGS_URL = 'https://api.example.com/v1/things'

/** What an application writes around fetch: a bad status is an error, which keeps what support will ask for. */
export async function getThings(signal: AbortSignal): Promise<unknown> {
  const response = await fetch(THINGS_URL, { signal })
  if (response.ok) return await response.json()
  const requestId = response.headers.get('x-request-id')
  throw Object.assign(new Error(`HTTP ${response.status}`), { status: response.status, requestId })
}
