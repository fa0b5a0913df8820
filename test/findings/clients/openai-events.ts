/** openai at its defaults: the chunks of a stream, gathered by the application as the README shows. */
import { defineClient } from 'firedrill'
import { REQUEST, setup } from './openai.ts'

export default defineClient({
  name: 'openai, stream: true',
  setup,
  call: async ({ signal }, client) => {
    let text = ''
    for await (const chunk of await client.chat.completions.create({ ...REQUEST, stream: true }, { signal })) {
      text += chunk.choices[0]?.delta.content ?? ''
    }
    return text
  },
})
