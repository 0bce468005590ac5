import { defineConfig } from 'vitest/config';

/** The tests in a real browser, against a real server: `make test-browser`. Two files at a time, each with a server of its own. */
export default defineConfig({
  test: {
    include: ['browser/**/*.test.ts'],
    maxWorkers: 2,
    pool: 'forks',
    testTimeout: 60_000,
    // Nothing here is about being quick, and the machine may be busy.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 180_000,
    reporters: ['default', ['junit', { outputFile: 'target/reports/browser.xml' }]],
  },
});
