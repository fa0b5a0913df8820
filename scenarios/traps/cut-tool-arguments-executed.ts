/**
 * The trap: the JSON of a tool call is cut, gets repaired to `{}` or to half of itself, and the tool is run with it.
 * langchain-ai/langchainjs #11469, langchain-ai/langchain #39275, cline/cline #13001, NousResearch/hermes-agent
 * #69442, zgsm-ai/costrict #1360.
 */
import { anthropic, healthy, scenario, streamCut, streamEnd, times } from 'firedrill'

export default scenario({
  name: 'cut-tool-arguments-executed',
  description: "Two streams end inside a tool call's arguments; then one calls it in full.",
  provider: anthropic(),
  script: [times(2, streamEnd({ at: 'tool-input' }), streamCut({ at: 'tool-input' })), healthy({ toolCall: true })],
  covers: ['F17', 'R7', 'R8', 'R12', 'R20'],
})
