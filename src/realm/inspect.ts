/** Questions that only V8's inspector answers, asked of this very thread: each takes milliseconds, so they are asked rarely. */
import inspector from 'node:inspector'

const DESK = Symbol.for('firedrill.inspect')
const DESK_SOURCE = "globalThis[Symbol.for('firedrill.inspect')]"

/** Where objects change hands between this code and the inspector, which knows them only by number. */
interface Desk {
  subject: unknown
  found: unknown
}

/** The objects on the heap that have this prototype in their chain. Collects garbage first, so takes a while. */
export function objectsWith<T extends object>(prototype: object): T[] {
  return inspect(prototype, [], (session, desk, subjectId) => {
    const { objects } = post<{ objects: Remote }>(session, 'Runtime.queryObjects', { prototypeObjectId: subjectId })
    take(session, objects.objectId, `${DESK_SOURCE}.found = [...this]`)
    return desk.found as T[]
  })
}

/** Variables of the scope that a function was made in, by name. */
export function closureOf(fn: object, names: readonly string[]): Record<string, unknown> {
  return inspect(fn, {}, (session, desk, functionId) => {
    const scopes = properties(session, functionId).internalProperties?.find(({ name }) => name === '[[Scopes]]')
    for (const scope of properties(session, scopes?.value?.objectId).result) {
      for (const { name, value } of properties(session, scope.value?.objectId).result) {
        if (names.includes(name)) take(session, value?.objectId, `${DESK_SOURCE}.found[${JSON.stringify(name)}] = this`)
      }
    }
    return desk.found as Record<string, unknown>
  })
}

interface Remote {
  objectId?: string
}

interface Properties {
  result: { name: string; value?: Remote }[]
  internalProperties?: { name: string; value?: Remote }[]
}

function inspect<T>(
  subject: object,
  found: T,
  ask: (session: inspector.Session, desk: Desk, subjectId: string | undefined) => T,
): T {
  const session = new inspector.Session()
  const globals = globalThis as { [DESK]?: Desk }
  const desk: Desk = { subject, found }
  globals[DESK] = desk
  session.connect()
  try {
    const { result } = post<{ result: Remote }>(session, 'Runtime.evaluate', { expression: `${DESK_SOURCE}.subject` })
    return ask(session, desk, result.objectId)
  } finally {
    session.disconnect()
    delete globals[DESK]
  }
}

function properties(session: inspector.Session, objectId: string | undefined): Properties {
  if (objectId === undefined) return { result: [] }
  return post(session, 'Runtime.getProperties', { objectId, ownProperties: true })
}

function take(session: inspector.Session, objectId: string | undefined, statement: string): void {
  if (objectId === undefined) return
  post(session, 'Runtime.callFunctionOn', { objectId, functionDeclaration: `function () { ${statement} }` })
}

/** A session to one's own thread answers before `post` returns. */
function post<T>(session: inspector.Session, method: string, parameters: object): T {
  let answer: unknown
  session.post(method, parameters, (error, result) => {
    if (error) throw error
    answer = result
  })
  return answer as T
}
