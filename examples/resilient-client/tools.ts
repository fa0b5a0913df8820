/** Runs the tools that a message calls for: only on a message that came whole, and each call once. */
import type Anthropic from '@anthropic-ai/sdk'

/** A tool: what it is told by the model, and what the model is told in return. */
export type Tool = (input: unknown, use: Anthropic.ToolUseBlock) => Promise<string>

/** Remembers which tool calls were carried out. Where effects must outlive the process, keep their ids with them. */
export class ToolRunner {
  readonly #tools: Readonly<{ [name: string]: Tool }>
  readonly #begun = new Set<string>()

  constructor(tools: Readonly<{ [name: string]: Tool }>) {
    this.#tools = tools
  }

  /** Carries out the calls of a message, in order. One that was begun before is left out, even if it failed then. */
  async run(message: Anthropic.Message): Promise<Anthropic.ToolResultBlockParam[]> {
    // Any other reason to stop, such as `max_tokens`, may have cut the input of the last call.
    if (message.stop_reason !== 'tool_use') return []
    const results: Anthropic.ToolResultBlockParam[] = []
    for (const block of message.content) {
      if (block.type !== 'tool_use' || this.#begun.has(block.id)) continue
      this.#begun.add(block.id)
      results.push(await this.#runOne(block))
    }
    return results
  }

  async #runOne(block: Anthropic.ToolUseBlock): Promise<Anthropic.ToolResultBlockParam> {
    const tool = this.#tools[block.name]
    const result = { type: 'tool_result', tool_use_id: block.id } as const
    if (tool === undefined) return { ...result, is_error: true, content: `There is no tool ${block.name}.` }
    try {
      return { ...result, content: await tool(block.input, block) }
    } catch {
      return { ...result, is_error: true, content: 'The tool failed.' }
    }
  }
}
