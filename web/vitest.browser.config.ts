import { defineConfig } from 'vitest/config';

/** The tests in a real browser, against a real server: `make test-browser`. One file at a time. */
export default defineConfig({
  test: {
    include: ['browser/**/*.test.ts'],
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    reporters: ['default', ['junit', { outputFile: 'target/reports/browser.xml' }]],
  },
});
