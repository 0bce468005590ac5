import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { offline } from './build/offline';

/** `npm run dev` shows the sources as they change, in front of a server that runs already. */
const server = process.env['HUBBUB_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte(), offline()],
  build: {
    outDir: 'target/site',
    emptyOutDir: true,
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // The server's policy lets a page load files of this server, and nothing that stands in the page itself.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': { target: server }, '/ws': { target: server, ws: true } } },
});
