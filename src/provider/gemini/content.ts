/**
 * What a healthy model says: one answer, or the chunks of a stream. Sources: ai.google.dev/api/generate-content
 * (`GenerateContentResponse`), `@google/genai` 3.1.0, and recorded answers of the API in googleapis/js-genai
 * (test/system/recordings) and FirebaseExtended/vertexai-sdk-test-data (mock-responses/googleai), read in November 2026.
 */
import type { ServiceRequest } from '../../fault/request.ts'
import { bodyFields } from '../body.ts'
import { identifier } from '../identifier.ts'
import type { AnswerContext, PartRole, StreamPart } from '../provider.ts'
import { sampleOf } from '../sample.ts'
import { piecesOf } from '../text.ts'
import { asJsonSchema, declarationsOf, type Fields, fieldOf } from './request.ts'
import { promptTokens, textTokens } from './tokens.ts'

/** The model that answers a request which names none. */
export const DEFAULT_MODEL = 'gemini-3.8-flash'

/** A chunk before it is framed: the answer's JSON, and what it is to a client. */
interface Chunk {
  readonly answer: object
  readonly role: PartRole
}

/** What `POST …:generateContent` answers: every chunk of a stream in one. */
export function generated(request: ServiceRequest, context: AnswerContext): object {
  return frame(request, context)([mergedPart(saidParts(request, context))], true)
}

/** What `POST …:streamGenerateContent` answers, as `alt=sse` asks for: events with CRLF, as Google's servers end lines. */
export function eventStream(request: ServiceRequest, context: AnswerContext): readonly StreamPart[] {
  return chunks(request, context).map(({ answer, role }) => ({ text: `data: ${JSON.stringify(answer)}\r\n\r\n`, role }))
}

/**
 * What `POST …:streamGenerateContent` answers by default: one JSON array, an element a chunk. Its bracket goes ahead by
 * itself, so that an error can follow it.
 */
export function arrayStream(request: ServiceRequest, context: AnswerContext): readonly StreamPart[] {
  const elements = chunks(request, context).map(({ answer, role }): StreamPart => {
    return { text: JSON.stringify(answer, null, 2) + (role === 'terminator' ? '\n]\n' : '\n,\r\n'), role }
  })
  return [{ text: '[', role: 'opening' }, ...elements]
}

/** The tokens of what the model says. */
export function answerTokens(request: ServiceRequest, context: Pick<AnswerContext, 'content'>): number {
  return textTokens(
    saidParts(request, context)
      .map(({ text, functionCall }) => text ?? JSON.stringify(functionCall))
      .join(''),
  )
}

/** The last chunk says nothing but why the model stopped, as Gemini's does: without it a stream isn't complete. */
function chunks(request: ServiceRequest, context: AnswerContext): readonly Chunk[] {
  const answerOf = frame(request, context)
  const said = saidParts(request, context).map((part): Chunk => {
    return { answer: answerOf([part], false), role: part.functionCall === undefined ? 'token' : 'tool-input' }
  })
  return [...said, { answer: answerOf([{ text: '' }], true), role: 'terminator' }]
}

/** What all chunks of one answer share, around what each of them says. */
function frame(request: ServiceRequest, context: AnswerContext) {
  const prompt = promptTokens(request.body)
  const answered = answerTokens(request, context)
  const identity = { modelVersion: request.model ?? DEFAULT_MODEL, responseId: identifier('', context) }
  return (parts: readonly Part[], finished: boolean): object => ({
    candidates: [{ content: { parts, role: 'model' }, ...(finished ? { finishReason: 'STOP' } : {}), index: 0 }],
    usageMetadata: usage(prompt, finished ? answered : 0),
    ...identity,
  })
}

/** Until the last chunk, the answer's tokens are not counted. */
function usage(prompt: number, answer: number): object {
  return {
    promptTokenCount: prompt,
    ...(answer === 0 ? {} : { candidatesTokenCount: answer }),
    totalTokenCount: prompt + answer,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
  }
}

interface Part {
  readonly text?: string
  readonly functionCall?: { readonly name: unknown; readonly args: unknown }
}

/** What the model says, in the parts in which a stream delivers it. A call's arguments always come whole. */
function saidParts(request: ServiceRequest, { content }: Pick<AnswerContext, 'content'>): readonly Part[] {
  const [offered] = content === 'tool-call' ? declarationsOf(bodyFields(request.body)) : []
  if (offered !== undefined) {
    return [{ functionCall: { name: offered.fields.name, args: sampleOf(argumentSchema(offered.fields)) } }]
  }
  // Without a function to call, it answers in words.
  return piecesOf(content === 'tool-call' ? 'text' : content).map((text) => ({ text }))
}

/** A function may be declared in Gemini's words or in JSON Schema; without parameters it takes none. */
function argumentSchema(declaration: Fields): unknown {
  const schema = fieldOf(declaration, 'parametersJsonSchema') ?? asJsonSchema(declaration.parameters)
  return schema ?? { type: 'object' }
}

function mergedPart(parts: readonly Part[]): Part {
  const [first] = parts
  return first?.functionCall === undefined ? { text: parts.map(({ text }) => text).join('') } : first
}
