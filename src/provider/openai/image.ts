/**
 * Images that the API can't read. Sources: anomalyco/opencode#23983 (2026, a data URL that is none), and the bodies of
 * STranslate/STranslate#277 (2024, chat, a kind that isn't taken), openai/openai-node#1463 (2025, chat, corrupt bytes)
 * and openai/openai-dotnet#708 (2025, Responses); codes and `param` as they are on the wire in October 2026.
 */
import { isRecord } from '../../fault/options.ts'
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import { base64Flaw, imageFlaw } from '../poison/image.ts'
import type { Flaw } from './flaw.ts'
import { endpointOf, recordsOf } from './request.ts'

/** The first image of a request that is refused. Images at other addresses are not fetched, and so not judged. */
export function imageInRequestFlaw(request: ServiceRequest): Flaw | null {
  const chat = endpointOf(request.path) === 'chat'
  for (const [url, path] of chat ? chatImages(request) : responseImages(request)) {
    const flaw = urlFlaw(url, path, chat) ?? bytesFlaw(url, chat)
    if (flaw !== null) return flaw
  }
  return null
}

type Image = readonly [url: string, path: string]

function chatImages(request: ServiceRequest): readonly Image[] {
  return recordsOf(bodyFields(request.body).messages).flatMap(([message, at]) =>
    recordsOf(message.content).flatMap(([part, place]): readonly Image[] => {
      const url = isRecord(part.image_url) ? part.image_url.url : undefined
      return typeof url === 'string' ? [[url, `messages[${at}].content[${place}].image_url`]] : []
    }),
  )
}

/** Those of messages, and those that tools give back. */
function responseImages(request: ServiceRequest): readonly Image[] {
  return recordsOf(bodyFields(request.body).input).flatMap(([item, at]) =>
    ['content', 'output'].flatMap((field) =>
      recordsOf(item[field]).flatMap(([part, place]): readonly Image[] => {
        const url = part.type === 'input_image' ? part.image_url : undefined
        return typeof url === 'string' ? [[url, `input[${at}].${field}[${place}].image_url`]] : []
      }),
    ),
  )
}

const DATA_URL = /^data:([^;,]*);base64,(.*)$/s
const TAKEN = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** What is wrong with an address as a data URL. */
function urlFlaw(url: string, path: string, chat: boolean): Flaw | null {
  if (/^https?:\/\//.test(url)) return null
  const [, mediaType = '', data] = DATA_URL.exec(url) ?? []
  const found = dataFlaw(url, data)
  if (found === null && mediaType.startsWith('image/')) return null
  if (found === null && chat) {
    const message = 'Invalid MIME type. Only image types are supported.'
    return { message, param: null, code: 'invalid_image_format' }
  }
  const wanted =
    "Expected a base64-encoded data URL with an image MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU=')"
  const got = found ?? `unsupported MIME type '${mediaType}'`
  return { message: `Invalid '${path}'. ${wanted}, but got ${got}.`, param: path, code: 'invalid_value' }
}

function dataFlaw(url: string, data: string | undefined): string | null {
  if (!url.startsWith('data:')) return "a value without the 'data:' prefix"
  if (data === '') return 'empty base64-encoded bytes'
  return data === undefined || base64Flaw(data) !== null ? 'an invalid base64-encoded value' : null
}

/** What is wrong with the bytes of a data URL. The API goes by them, not by the kind that the URL names. */
function bytesFlaw(url: string, chat: boolean): Flaw | null {
  const [, mediaType = '', data = ''] = DATA_URL.exec(url) ?? []
  if (data === '' || TAKEN.some((type) => imageFlaw(data, type) === null)) return null
  const taken = TAKEN.includes(mediaType.toLowerCase().replace('image/jpg', 'image/jpeg'))
  if (chat) {
    const what = taken ? 'is valid' : "has of one the following formats: ['png', 'jpeg', 'gif', 'webp']"
    const message = `You uploaded an unsupported image. Please make sure your image ${what}.`
    return { message, param: null, code: taken ? 'image_parse_error' : 'invalid_image_format' }
  }
  const formats = " with one of the supported image formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp']"
  const again = `Please check your input and try again${taken ? '' : formats}.`
  const message = `The image data you provided does not represent a valid image. ${again}`
  return { message, param: 'input', code: 'invalid_value' }
}
