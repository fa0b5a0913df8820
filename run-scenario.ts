/** The command of the README: `npx tsx run-scenario outage.ts`. */
import { runScenario } from './src/cli/firedrill.ts'
import { runProcess } from './src/cli/process.ts'

runProcess(runScenario)
