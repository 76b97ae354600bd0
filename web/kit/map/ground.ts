import worldUrl from 'virtual:map-data/world';
import type { BaseMap, BaseMapOptions } from './base-map.ts';
import { flatMap } from './flat-map.ts';
import { unpackWorld, type MapName, type StoredWorld, type WorldOutline } from './world-outline.ts';

let world: Promise<WorldOutline> | undefined;

/** The world's outline, fetched once a page. */
function worldOutline(): Promise<WorldOutline> {
  world ??= fetch(worldUrl)
    .then((reply) => {
      if (!reply.ok) throw new Error(`the world's outline: ${reply.status}`);
      return reply.json() as Promise<StoredWorld>;
    })
    .then(unpackWorld)
    .catch((error: unknown) => {
      world = undefined;
      throw error;
    });
  return world;
}

function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2', {
    failIfMajorPerformanceCaveat: false,
  });
  // Browsers keep few contexts alive at once: the probe gives its own back.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/**
 * Draws the world: by MapLibre where there is WebGL, else, or when its script cannot be had, on a plain canvas.
 * @throws when the world's outline cannot be fetched.
 */
export async function drawGround(
  options: Omit<BaseMapOptions, 'world'>,
): Promise<{ base: BaseMap; names: readonly MapName[] }> {
  const outline = await worldOutline();
  const complete = { ...options, world: outline };
  // A style of its own comes with names of its own.
  const names = options.styleUrl === undefined ? outline.names : [];
  if (hasWebGl()) {
    try {
      const { glMap } = await import('./gl-map.ts');
      return { base: await glMap(complete), names };
    } catch (error) {
      console.warn('The map is drawn without WebGL:', error);
      options.container.replaceChildren();
    }
  }
  return { base: flatMap(complete), names: outline.names };
}
