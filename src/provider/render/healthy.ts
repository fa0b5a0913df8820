/** A true answer, at the pace that the fault asks for. */
import { type Act, type Answer, completeAnswer } from '../../fault/answer.ts'
import { type DelayMs, drawDelayMs } from '../../fault/delay.ts'
import type { HealthyFault } from '../../fault/healthy.ts'
import { halves } from './cut.ts'
import { type Asked, bodyAct, type TrueAnswer, trueAnswer } from './true-answer.ts'

/** Into how many pieces a body is cut that trickles and whose pieces have no size. */
const PIECES = 16

/** The acts of a true answer. */
export function healthyActs(fault: HealthyFault, asked: Asked): Answer {
  if (fault.handlers !== undefined) return [{ act: 'handlers', name: fault.handlers }]
  const content = fault.toolCall ? 'tool-call' : asked.context.content
  const told = { ...asked, context: { ...asked.context, ...(content === undefined ? {} : { content }) } }
  const answer = trueAnswer(told)
  const { headers, pieces } = answer
  if (!isSlow(fault)) return completeAnswer(200, headers, pieces)
  return [{ act: 'head', status: 200, headers }, ...bodyActs(fault, answer, told), { act: 'end' }]
}

function isSlow({ bodyDelayMs, firstTokenDelayMs, chunkDelayMs, chunkBytes, bytesPerSecond }: HealthyFault): boolean {
  return [bodyDelayMs, firstTokenDelayMs, chunkDelayMs, chunkBytes, bytesPerSecond].some((one) => one !== undefined)
}

function bodyActs(fault: HealthyFault, { pieces, parts }: TrueAnswer, asked: Asked): Act[] {
  const { bodyDelayMs, firstTokenDelayMs, bytesPerSecond } = fault
  if (bytesPerSecond !== undefined) return paced(bytePieces(pieces.join(''), bytesPerSecond), 1000, asked)
  if (bodyDelayMs !== undefined) {
    const [first, rest] = halves(pieces)
    const wait = waitAct('body', bodyDelayMs, asked)
    return [...first.map(bodyAct), ...wait, ...rest.map(bodyAct)]
  }
  const tokenAt = parts?.findIndex(({ role }) => role === 'token' || role === 'tool-input') ?? -1
  const acts = paced(chunks(fault, pieces, parts !== null), fault.chunkDelayMs ?? 0, asked)
  if (firstTokenDelayMs === undefined || tokenAt === -1 || fault.chunkBytes !== undefined) return acts
  const place = acts.findIndex((act) => act.act === 'body' && act.text === pieces[tokenAt])
  return [...acts.slice(0, place), ...waitAct('first token', firstTokenDelayMs, asked), ...acts.slice(place)]
}

/** The body in pieces: as the fault says, else a stream's events, else a few of equal size where time passes between. */
function chunks(fault: HealthyFault, pieces: readonly string[], isStream: boolean): Act[] {
  const { chunkBytes, chunkDelayMs } = fault
  if (chunkBytes !== undefined) return bytePieces(pieces.join(''), chunkBytes)
  if (isStream || chunkDelayMs === undefined) return pieces.map(bodyAct)
  const bytes = new TextEncoder().encode(pieces.join('')).length
  return bytePieces(pieces.join(''), Math.max(1, Math.ceil(bytes / PIECES)))
}

function bytePieces(text: string, size: number): Act[] {
  const bytes = new TextEncoder().encode(text)
  const count = Math.ceil(bytes.length / size)
  return Array.from({ length: count }, (_, index) => ({
    act: 'bytes',
    bytes: bytes.slice(index * size, (index + 1) * size),
  }))
}

/** The pieces, with a wait between each two. */
function paced(pieces: readonly Act[], delayMs: DelayMs, asked: Asked): Act[] {
  return pieces.flatMap((piece, index) =>
    index === 0 ? [piece] : [...waitAct(`chunk ${index}`, delayMs, asked), piece],
  )
}

function waitAct(name: string, delayMs: DelayMs, { context }: Asked): Act[] {
  const drawnMs = drawDelayMs(delayMs, (key) => context.random(`${name} ${key}`))
  return drawnMs > 0 ? [{ act: 'wait', delayMs: drawnMs }] : []
}
