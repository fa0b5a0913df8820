/** @google/genai at its defaults: one answer. */
import { GoogleGenAI } from '@google/genai'
import { defineClient } from 'firedrill'

export const REQUEST = { model: 'gemini-2.5-flash', contents: 'How are you?' }

/** The SDK as its README makes it. */
export const setup = () => new GoogleGenAI({ apiKey: 'AIza-drill' })

export default defineClient({
  name: '@google/genai',
  setup,
  call: async ({ signal }, { models }) =>
    (await models.generateContent({ ...REQUEST, config: { abortSignal: signal } })).text,
})
