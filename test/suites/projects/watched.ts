/** A run that is repeated without isolation, as watch mode repeats it; prints how many tests passed each time. */
import { fileURLToPath } from 'node:url'
import { createVitest } from 'vitest/node'

const root = fileURLToPath(new URL('.', import.meta.url))
const config = { root, config: `${root}vitest.config.ts`, watch: true, isolate: false, maxWorkers: 1, reporters: [] }
const vitest = await createVitest('test', config)
const files = await vitest.globTestSpecifications()
for (let run = 0; run < 2; run++) {
  const { testModules } = await vitest.runTestSpecifications(files, true)
  const states = testModules.flatMap(({ children }) => [...children.allTests()].map((one) => one.result().state))
  const count = (state: string) => states.filter((one) => one === state).length
  console.log(`passed ${count('passed')}, failed ${count('failed')}`)
  for (const { moduleId } of testModules) vitest.invalidateFile(moduleId)
}
process.exit()
