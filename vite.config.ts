import { cloudflare, type WorkerConfig } from '@cloudflare/vite-plugin';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { compileMapData } from './web/kit/map/compile-map-data.ts';
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

/**
 * Writes beside the build which module went into which browser file, for the test that weighs each
 * page's script. It stays outside dist/client, so nobody is served it.
 */
function clientModules(): Plugin {
  return {
    name: 'fanfare:client-modules',
    applyToEnvironment: (environment) => environment.name === 'client',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk'
          ? {
              file: file.fileName,
              isEntry: file.isEntry,
              facade: file.facadeModuleId && relative(root, file.facadeModuleId),
              imports: file.imports,
              dynamicImports: file.dynamicImports,
              modules: Object.keys(file.modules).map((id) => relative(root, id)),
            }
          : [],
      );
      writeFileSync(resolve(root, 'dist/client-modules.json'), JSON.stringify(chunks, null, 2));
    },
  };
}

/** The settings of an installation, which `npm run dev` supplies; a build carries none of them. */
function developmentVariables(): Record<string, string> {
  return Object.fromEntries(
    ['FANFARE_SECRET', 'FANFARE_ORIGIN', 'FANFARE_DEMO'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** While developing, the browser's modules are source files, which vite serves rather than the worker. */
const servedByVite = ['/@*', '/node_modules/*', '/web/*', '/worker/*', '/contests/*.ts'].concat([
  '/contests/*.svelte',
  '/contests/*.css',
  '/contests/*.json',
]);

function configureForDevelopment(config: Pick<WorkerConfig, 'vars' | 'assets'>): void {
  config.vars = developmentVariables();
  config.assets = {
    ...config.assets,
    run_worker_first: ['/*', '!/assets/*', ...servedByVite.map((path) => `!${path}`)],
  };
}

export default defineConfig(({ command }) => {
  // Whoever builds, in whatever environment (a test runner sets its own), gets what is served to people.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [
      serverOnly(),
      compileMessages(),
      compileMapData(),
      svelte({ configFile: false }),
      clientModules(),
      cloudflare({
        persistState: { path: process.env.FANFARE_DATA ?? '.fanfare-dev' },
        config: command === 'serve' ? configureForDevelopment : {},
      }),
    ],
    publicDir: 'web/public',
    html: { cspNonce: '__CSP_NONCE__' },
    environments: {
      client: { build: { rolldownOptions: { input: resolve(root, 'web/index.html') } } },
    },
    build: {
      // One style sheet: the styles of a lazily loaded page must be there before its script is.
      cssCodeSplit: false,
      sourcemap: false,
    },
  };
});
