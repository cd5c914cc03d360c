import { defineConfig } from 'vitest/config';

/** Unit tests need no service and run side by side; the others share one Kafka and one Spark and run one by one. */
const LIVE = ['tests/integration/**/*.test.ts', 'tests/spark/{live,parity}/**/*.test.ts'];

export default defineConfig({
  test: {
    env: { TZ: 'America/New_York' },
    // The machine may be busy: what is waited for comes sooner.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: LIVE, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'live',
          include: LIVE,
          globalSetup: 'tests/integration/global-setup.ts',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
