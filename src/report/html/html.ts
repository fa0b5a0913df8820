/** A report as one HTML file that needs nothing else: no network, no fonts, and no script but its own. Pure. */
import type { Reported } from '../reported.ts'
import { auditPage } from './audit-page.ts'
import { explorationPage } from './exploration-page.ts'
import { page } from './page.ts'
import { runsPage } from './runs-page.ts'

/** The report as an HTML document. Whatever a trace holds comes out as text. */
export function htmlReport(reported: Reported): string {
  switch (reported.kind) {
    case 'runs':
      return page(runsPage(reported.runs, reported.refused ?? []))
    case 'exploration':
      return page(explorationPage(reported.exploration, reported.replay))
    case 'audit':
      return page(auditPage(reported.scorecard, reported.baseline, reported.evidence))
  }
}
