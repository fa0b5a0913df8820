/** The only door to fast-check: what exploration needs of it, and nothing else. */
export { Arbitrary, asyncProperty, check, type Random, Stream, sample, Value } from 'fast-check'
