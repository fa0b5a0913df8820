/** axios with axios-retry at their defaults: a GET. */
import axios from 'axios'
import axiosRetry from 'axios-retry'
import { defineClient } from 'firedrill'
import { THINGS_URL } from './things.ts'

/** axios with its retries, as the README of axios-retry makes it. */
export function setup() {
  const instance = axios.create()
  axiosRetry(instance)
  return instance
}

export default defineClient({
  name: 'axios-retry',
  setup,
  call: async ({ signal }, instance) => (await instance.get(THINGS_URL, { signal })).data,
})
