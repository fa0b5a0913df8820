/**
 * The tests that mutants of the judges and of the service have to survive. Those over random worlds, and real
 * drills, would take hours.
 */
import base from './vitest.config.ts'

export default {
  ...base,
  test: {
    include: ['test/property/**/*.test.ts', 'test/service/**/*.test.ts'],
    exclude: [
      'test/property/contract.test.ts',
      'test/property/chain-and-breaker.test.ts',
      'test/property/in-drills.test.ts',
      'test/service/laws.test.ts',
    ],
    typecheck: { enabled: false },
    testTimeout: 30_000,
  },
}
