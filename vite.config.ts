import { cloudflare } from '@cloudflare/vite-plugin';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import tailwindcss from '@tailwindcss/vite';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { compileMessages } from './web/messages/compile-messages.ts';

const root = import.meta.dirname;

/**
 * Server code must never reach a browser: loading it in the client build is an error, however it
 * was reached. `import type` leaves nothing to load, so it passes.
 */
function serverOnly(): Plugin {
  const workerFolder = resolve(root, 'worker') + '/';
  const wireFolder = resolve(root, 'worker/wire') + '/';
  return {
    name: 'fanfare:server-only',
    enforce: 'pre',
    applyToEnvironment: (environment) => environment.name === 'client',
    load(id) {
      const path = id.split('?')[0] ?? id;
      const isServerCode =
        /\.server\.[cm]?[jt]s$/.test(path) ||
        (path.startsWith(workerFolder) && !path.startsWith(wireFolder));
      if (isServerCode)
        this.error(`${path.slice(root.length + 1)} is server code; a browser must not get it`);
      return null;
    },
  };
}

export default defineConfig({
  plugins: [
    serverOnly(),
    compileMessages(),
    svelte({ configFile: false }),
    tailwindcss(),
    cloudflare({ persistState: { path: process.env.FANFARE_DEV_DATA ?? '.fanfare-dev' } }),
  ],
  html: { cspNonce: '__CSP_NONCE__' },
  environments: {
    client: { build: { rolldownOptions: { input: resolve(root, 'web/index.html') } } },
  },
  build: {
    // One style sheet: the styles of a lazily loaded page must be there before its script is.
    cssCodeSplit: false,
    sourcemap: false,
  },
});
