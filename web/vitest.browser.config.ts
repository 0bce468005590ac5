import { defineConfig } from 'vitest/config';

/** Needs a server's jar and a browser: `make test-browser`. */
export default defineConfig({
  test: { include: ['browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 180_000, fileParallelism: false },
});
