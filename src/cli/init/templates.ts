/** What `init` writes besides the client: each file is right as it stands, in TypeScript and in JavaScript alike. */
import type { Api, Project } from './project.ts'

/** The scenario: long enough for a call to fail in it, so that errors and recovery are seen. */
export function scenarioFile(api: Api): string {
  return `// An outage, as data: what the API answers, step by step. \`npx firedrill list\` shows more of them.
import { ${api}, during, healthy, scenario, times } from 'firedrill'

const api = ${api}()

export default scenario({
  name: 'first-outage',
  description: 'Two minutes of 500s, a gateway that limps back, then health.',
  provider: api,
  script: [
    during('2m', api.internalError()),
    times(2, api.badGateway(), api.gatewayTimeout()),
    healthy(),
  ],
})
`
}

/** The test, for projects that have vitest. */
export function testFile({ isTypeScript, extension }: Pick<Project, 'isTypeScript' | 'extension'>): string {
  const suffix = isTypeScript ? 'js' : extension
  return `// firedrill is imported before the client, so that the client's timers are those of the drill.
import { drill } from 'firedrill'
import 'firedrill/vitest'
import { expect, test } from 'vitest'
import client from './client.${suffix}'
import firstOutage from './first-outage.${suffix}'

test('survives the first outage', async () => {
  const trace = await drill(firstOutage, client)
  expect(trace).toTerminate()
  expect(trace).toRetryTransient()
  expect(trace).toBackOff()
  expect(trace).toRecover()
})
`
}

/** The workflow: drills what was written, and gates by a scorecard as soon as one is kept. */
export function workflowFile({ extension, installer }: Pick<Project, 'extension' | 'installer'>): string {
  return `name: firedrill
on:
  pull_request:

permissions:
  contents: read

jobs:
  firedrill:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: actions/setup-node@v7
        with:
          node-version: 24
      - run: ${installer.install}
      - name: Drill the first outage
        run: npx firedrill run ${FOLDER}/first-outage.${extension} --client ${FOLDER}/client.${extension} --report github
      # Fails for what is violated since the scorecard was kept:
      # npx firedrill audit --client ${FOLDER}/client.${extension} --save ${FOLDER}/scorecard.json
      - name: Compare with the scorecard
        if: \${{ !cancelled() && hashFiles('${FOLDER}/scorecard.json') != '' }}
        run: npx firedrill audit --client ${FOLDER}/client.${extension} --baseline ${FOLDER}/scorecard.json --report github
`
}

/** The folder of all but the workflow. */
export const FOLDER = 'drills'
