/** An exploration as Markdown: each find with its source, timeline and replay, and what was reached. */

import { printScenario } from '../scenario/print.ts'
import type { Counterexample, Coverage, Exploration, Reached } from './exploration.ts'
import { MARKS, replayBlocks, storyBlocks } from './markdown-run.ts'
import { details, fence, inline, list, prose, table } from './markdown-text.ts'
import { ruleName } from './rule-name.ts'
import { roughly } from './time.ts'

/** The verdict, then each counterexample, then what came to the test. */
export function explorationBlocks(exploration: Exploration, replay: (one: Counterexample) => string): string[] {
  const { client, seed, drills, wallMs, verdict, reasons, counterexamples, coverage } = exploration
  const { properties } = coverage
  const tested = properties.filter(({ held, violated }) => held + violated > 0).length
  return [
    `## ${MARKS[verdict]}: exploring ${inline(client, 60)}`,
    `Seed ${seed}, ${drills} scenarios drilled in ${roughly(wallMs)}. ${tested} of ${properties.length} rules came to the test, ${counterexamples.length} broken.`,
    ...list(reasons),
    ...counterexamples.flatMap((one) => counterexampleBlocks(one, replay(one))),
    ...coverageBlocks(coverage),
  ]
}

function counterexampleBlocks({ result, scenario, trace, seed, path, file }: Counterexample, replay: string): string[] {
  const place = path === null ? '' : `, path ${path}`
  const kept = file === null ? '' : `, kept in ${file}`
  return [
    `### ✗ ${inline(ruleName(result))}`,
    `Violated: ${prose(result.message)}`,
    'The smallest scenario found:',
    fence('ts', printScenario(scenario).trimEnd().split('\n')),
    ...storyBlocks(trace, [result]),
    `Seed ${inline(`${seed}${place}${kept}.`)}`,
    ...replayBlocks(replay),
  ]
}

function coverageBlocks({ properties, faults, steps, paths }: Coverage): string[] {
  const rows = properties.map((one) => {
    const { held, violated, unexercised, missing } = one
    return [inline(ruleName(one)), held, violated, unexercised, prose(missing ?? '')].map(String)
  })
  const reached = { faults, steps, paths }
  return details('What was reached', [
    ...table(['Rule', 'Held', 'Violated', 'Unexercised', 'What it needs'], rows),
    ...Object.entries(reached).map(([name, counts]) => `Reached ${name}: ${inline(countsText(counts))}`),
  ])
}

function countsText(counts: Reached): string {
  const texts = Object.entries(counts).map(([name, count]) => `${name} ${count}`)
  return texts.length === 0 ? 'none' : texts.join(', ')
}
