/** The five HTTP stacks, each asking once. */
import https from 'node:https'
import axios from 'axios'
import got from 'got'
import { Agent, request as undiciRequest } from 'undici'

/** Asks with node:https, and gives the status. */
export function byNode(url: string, options: https.RequestOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = https.get(url, options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
    request.on('error', reject)
  })
}

/** Each stack, as one function that asks an address. */
export const stacks: [string, (url: string) => Promise<unknown>][] = [
  ['fetch', async (url) => (await fetch(url)).text()],
  ['undici', async (url) => (await undiciRequest(url, { dispatcher: new Agent() })).body.text()],
  ['https', (url) => byNode(url)],
  ['axios', async (url) => (await axios.get(url)).data],
  ['got', (url) => got(url, { retry: { limit: 0 } }).text()],
]
