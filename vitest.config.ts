import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { compileMapData } from './web/kit/map/compile-map-data.ts';
import { compileMessages } from './web/messages/compile-messages.ts';

const notTests = ['**/node_modules/**', 'dist/**'];

const migrations = existsSync('migrations') ? await readD1Migrations('migrations') : [];
const template =
  '<!doctype html><html lang="en"><head><!--page:head--></head>' +
  '<body><div id="page"><!--page:body--></div><!--page:data--></body></html>';

export default defineConfig({
  test: {
    // vitest 5 needs this off for the workers pool.
    fsModuleCache: false,
    projects: [
      {
        plugins: [compileMessages(), compileMapData(), svelte({ configFile: false })],
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{contests,worker,web,bin}/**/*.test.ts', 'test/*.test.ts'],
          // What is built is tested after the build, with the browser.
          exclude: [...notTests, 'test/bundle.test.ts'],
          // Long properties on a busy machine; no test is about time.
          testTimeout: 60_000,
        },
      },
      {
        plugins: [
          compileMessages(),
          compileMapData(),
          svelte({ configFile: false }),
          cloudflareTest({
            wrangler: { configPath: './wrangler.jsonc' },
            miniflare: {
              bindings: {
                TEST_MIGRATIONS: migrations,
                FANFARE_SECRET: 'c2VjcmV0LWZvci10ZXN0cy1vbmx5LW5vdC1mb3ItdXNl',
                FANFARE_ORIGIN: 'http://localhost',
                FANFARE_DEMO: '1',
                // Challenges of one try: tests are not about waiting.
                FANFARE_CHALLENGE: '{"tries":1}',
              },
              serviceBindings: {
                ASSETS: (request: Request) =>
                  new URL(request.url).pathname === '/web/index.html'
                    ? new Response(template, { headers: { 'content-type': 'text/html' } })
                    : new Response('not found', { status: 404 }),
              },
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts'],
          setupFiles: ['test/support/apply-migrations.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/{browser,server}/**/*.test.ts', 'test/bundle.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // Each file starts a server and a browser of its own: on small machines one at a time.
          fileParallelism: false,
        },
      },
    ],
  },
});
