/** The command of the README: `npx tsx run-scenario outage.ts`. */
import { main } from './src/cli/main.ts'
import { runProcess } from './src/cli/process.ts'

runProcess(main)
