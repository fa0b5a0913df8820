/** A report as GitHub-flavoured Markdown: the summary of a step. */
import { auditBlocks } from './markdown-audit.ts'
import { explorationBlocks } from './markdown-exploration.ts'
import { runsBlocks } from './markdown-run.ts'
import type { Reported } from './reported.ts'

/**
 * What GitHub takes for the summary of one step: of a larger one, it shows nothing.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions, 2026.
 */
export const SUMMARY_BYTES = 1024 * 1024

/** The report as Markdown, ending in a line break, in no more than so many bytes: what doesn't fit is left out, and counted. */
export function markdownReport(reported: Reported, bytes: number = SUMMARY_BYTES): string {
  const blocks = blocksOf(reported)
  const sizes = blocks.map((block) => encoder.encode(block).length + SEPARATOR.length)
  const isWhole = sizes.reduce((sum, size) => sum + size, 0) <= bytes
  if (isWhole) return `${blocks.join(SEPARATOR)}\n`
  const note = (left: number) =>
    `**Cut here**, as a step's summary has a limit: ${left} of ${blocks.length} parts are left out.`
  let room = bytes - encoder.encode(note(blocks.length)).length - SEPARATOR.length
  const count = sizes.findIndex((size) => {
    room -= size
    return room < 0
  })
  return `${[...blocks.slice(0, count), note(blocks.length - count)].join(SEPARATOR)}\n`
}

function blocksOf(reported: Reported): string[] {
  switch (reported.kind) {
    case 'runs':
      return runsBlocks(reported.runs, reported.refused ?? [])
    case 'exploration':
      return explorationBlocks(reported.exploration, reported.replay)
    case 'audit':
      return auditBlocks(reported.scorecard, reported.baseline, reported.evidence)
  }
}

const SEPARATOR = '\n\n'
const encoder = new TextEncoder()
