import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  resolve: { conditions: ['browser'] },
  test: {
    include: ['src/**/*.test.ts', 'build/**/*.test.js'],
    reporters: ['default', ['junit', { outputFile: 'target/reports/unit.xml' }]],
  },
});
