/** Tells a base64 image that an API refuses for good. */

// How the bytes of each kind begin, as Latin-1. Sources: PNG (ISO/IEC 15948) 5.2, JPEG (ITU-T T.81) B.1.1.3 with any
// marker after SOI, GIF89a 17, and RFC 9649 (WebP) 2.4, where a length of four bytes follows RIFF.
const MAGIC: readonly (readonly [mediaType: string, begins: (bytes: string) => boolean])[] = [
  ['image/png', (bytes) => bytes.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (bytes) => bytes.startsWith('\xff\xd8\xff')],
  ['image/gif', (bytes) => bytes.startsWith('GIF87a') || bytes.startsWith('GIF89a')],
  ['image/webp', (bytes) => bytes.startsWith('RIFF') && bytes.startsWith('WEBP', 8)],
]

// Enough to tell what it is: a multiple of four, so that it can be decoded by itself.
const START = 1024

/** What can be wrong with an image: it is `undecodable`, `no-image` at all, or an image of an `other-type`. */
export type ImageFlawKind = 'empty' | 'undecodable' | 'no-image' | 'other-type'

/** What is wrong with an image: its kind, for APIs that tell them apart, and the end of "the image …". */
export interface ImageFlaw {
  readonly kind: ImageFlawKind
  readonly reason: string
}

/**
 * What is wrong with an image in base64, as the end of "the image …"; null when nothing is. Base64 is that of RFC 4648,
 * section 4: its alphabet alone (no line breaks, no `-` and `_`), padded to groups of four.
 *
 * @param mediaType What the request says the image is; null when it doesn't say. Of types other than PNG, JPEG, GIF and
 * WebP the bytes are not judged.
 */
export function imageFlaw(data: string, mediaType: string | null): string | null {
  return findImageFlaw(data, mediaType)?.reason ?? null
}

/** As `imageFlaw`, with the kind of what was found. */
export function findImageFlaw(data: string, mediaType: string | null): ImageFlaw | null {
  if (data === '') return { kind: 'empty', reason: 'is empty' }
  if (isDataUrl(data)) return { kind: 'undecodable', reason: 'is a data URL where plain base64 belongs' }
  const corruption = base64Flaw(data)
  if (corruption !== null) return { kind: 'undecodable', reason: corruption }
  const start = atob(data.slice(0, START))
  const found = typeOf(start)
  const claimed = normalType(mediaType)
  if (found !== null) {
    if (claimed === null || claimed === found) return null
    return { kind: 'other-type', reason: `is ${found}, not ${claimed}` }
  }
  if (isEncodedImage(start) || (claimed !== null && isBase64(start))) {
    return { kind: 'no-image', reason: 'is base64 of base64' }
  }
  return claimed === null ? null : { kind: 'no-image', reason: `does not begin as ${claimed} does` }
}

/** What is wrong with a text as base64 (RFC 4648, section 4); null when nothing is. */
export function base64Flaw(text: string): string | null {
  const stray = /[^A-Za-z0-9+/=]/.exec(text)
  if (stray !== null) return `has ${JSON.stringify(stray[0])} at ${stray.index}, which is not in the base64 alphabet`
  const padding = text.indexOf('=')
  if (padding !== -1 && !/^==?$/.test(text.slice(padding))) return 'has base64 padding before its end'
  if (text.length % 4 !== 0) return `has ${text.length} characters of base64, not a multiple of 4`
  return null
}

/** The media type that bytes (as Latin-1) begin like; null for none that is known. */
function typeOf(bytes: string): string | null {
  return MAGIC.find(([, begins]) => begins(bytes))?.[0] ?? null
}

/** A claimed type, if it is one whose bytes can be judged. */
function normalType(mediaType: string | null): string | null {
  const type = mediaType?.split(';', 1)[0]?.trim().toLowerCase().replace('image/jpg', 'image/jpeg')
  return MAGIC.some(([known]) => known === type) ? type! : null
}

/** Whether decoded bytes are once more an image in base64, or in a data URL. */
function isEncodedImage(start: string): boolean {
  return isDataUrl(start) || (isBase64(start) && typeOf(atob(whole(start))) !== null)
}

/** Whether bytes are base64 as far as they are known: the start of a longer text may end inside a group. */
function isBase64(start: string): boolean {
  return start !== '' && base64Flaw(whole(start)) === null
}

function whole(start: string): string {
  return start.slice(0, start.length - (start.length % 4))
}

function isDataUrl(text: string): boolean {
  return /^\s*data:[^,]*,/i.test(text.slice(0, 200))
}
