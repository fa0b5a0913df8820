/** Preloaded where an example is run by Node alone: its 'firedrill' is this copy. */
import { resolveToThisCopy } from '../../src/cli/resolve.ts'

resolveToThisCopy(() => {})
