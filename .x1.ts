import { exploration } from './src/explore/explore.ts'
import { explorationText } from './src/report/exploration-text.ts'
import { anthropicClient } from './src/cli/default-client/anthropic.ts'
const cpu = process.cpuUsage(), t = performance.now()
const e = await exploration(anthropicClient(process.argv[3] === 's'), { runs: Number(process.argv[2] ?? 100), seed: Number(process.argv[4] ?? 1), budget: '100s' })
const c = process.cpuUsage(cpu)
console.log(explorationText(e, { replay: (c) => `path ${c.path}` }))
console.log('wall', performance.now() - t, 'cpu', (c.user + c.system) / 1000)
process.exit()
