/** Every figure that the client keeps, in one place: the code goes by them, and the contract of the drill promises them. */

/** The figures. Change them here, and nowhere else. */
export const SETTINGS = {
  /** The links of the chain, the primary first. */
  models: ['claude-opus-4-7', 'claude-opus-4-6', 'claude-sonnet-4-6'],
  /** Retries after the first attempt, over all links together. */
  retries: 3,
  /** The waits before retries: 1 s, 2 s, 4 s, of which chance takes up to a half. */
  firstWaitMs: 1000,
  longestWaitMs: 4000,
  /** A `retry-after` above this is not waited for. */
  longestHintMs: 60_000,
  /** How long a stream may say nothing before, between and after its events. */
  idleMs: 30_000,
  /** How long one attempt may take in all. Your longest answers set it: streams of 128,000 tokens take minutes. */
  attemptMs: 120_000,
  /** How long a call may take in all, waits and retries included. */
  totalMs: 180_000,
  /** Each link's breaker: opens at this share of failures among so many attempts in the window; then probes. */
  breaker: { threshold: 0.2, windowMs: 60_000, volume: 10, resetMs: 30_000 },
  /** The gap between any two requests while failures look like a limit that nobody calls by its name. */
  pace: { firstGapMs: 250, longestGapMs: 6000, memoryMs: 60_000 },
  /** One alert for so many failed calls in so long. */
  alarm: { after: 5, withinMs: 300_000 },
  /** What is put aside for later: how fast it is made up for, how often the service is tried, how much is kept. */
  later: { perSecond: 2, retryMs: 30_000, size: 1000 },
} as const
