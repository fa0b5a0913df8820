/**
 * The trap: the time-out stops at the headers, so that a stream which stalls holds its caller for as long as the
 * runtime lets it, or for ever. anthropics/anthropic-sdk-typescript #867 and #959, anthropics/claude-code #61001,
 * microsoft/vscode #321432 (18 of 30 runs lost), shiaho777/web-to-app #438.
 */
import { anthropic, healthy, scenario, streamStall, times } from 'firedrill'

export default scenario({
  name: 'stream-without-idle-timeout',
  description: 'Two streams stop half-way and leave the connection open; then health.',
  provider: anthropic(),
  script: [times(2, streamStall()), healthy()],
  covers: ['F10', 'F17', 'R7', 'R8', 'R11', 'R12'],
})
