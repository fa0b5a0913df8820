/** What the model says to a request: the same in either API, whole or streamed. */
import type { ServiceRequest } from '../../fault/request.ts'
import type { AnswerContext } from '../provider.ts'
import { sampleOf } from '../sample.ts'
import { cutIntoPieces, piecesOf } from '../text.ts'
import { functionTools, textSchema } from './request.ts'

/** An answer in the pieces in which a stream delivers it: of its text, or of the input of the tool that it calls. */
export interface Said {
  readonly pieces: readonly string[]
  readonly tool: { readonly name: string; readonly input: string } | null
}

/** What is called when a request offers no function. */
const LOOK_UP = {
  name: 'look_up',
  parameters: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
}

/** A call of the first function that is offered, or a text: in JSON by the schema when the request asks for one. */
export function said(request: ServiceRequest, context: AnswerContext): Said {
  if (context.content === 'tool-call') {
    const { name, parameters } = functionTools(request)[0] ?? LOOK_UP
    const input = JSON.stringify(sampleOf(parameters ?? {}))
    return { pieces: cutIntoPieces(input), tool: { name, input } }
  }
  const schema = textSchema(request)
  if (schema !== undefined) return { pieces: cutIntoPieces(JSON.stringify(sampleOf(schema))), tool: null }
  return { pieces: piecesOf(context.content), tool: null }
}
