/** Reading a request's body: whatever a client sent, without ever failing. */

/** The fields of a JSON object; none for any other body, broken JSON included. */
export function bodyFields(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** The `model` and `stream` fields of a JSON body, as nearly all LLM APIs have them. */
export function readModelAndStream(body: string): { model: string | null; stream: boolean } {
  const { model, stream } = bodyFields(body)
  return { model: typeof model === 'string' ? model : null, stream: stream === true }
}
