import type { Component } from 'svelte';

/** What every page component receives. */
export interface PageProps {
  /** The server's answer for this page: plain JSON. */
  data: unknown;
  /** What the page module's own `load` returned; empty when it has none. */
  loaded: Record<string, unknown>;
}

/** A page module: the component, and optionally code to await before it is rendered. */
export interface PageModule {
  default: Component<PageProps>;
  load?(data: unknown): Promise<Record<string, unknown>>;
}

const modules = import.meta.glob<PageModule>('./**/*.page.svelte');

/**
 * Loads the page `<area>/<name>` and everything it wants before rendering, in the same way on the
 * server and in the browser, so that both render the same markup.
 * @throws when no such page exists: names come from routes, never from a request.
 */
export async function loadPage(
  name: string,
  data: unknown,
): Promise<{ component: Component<PageProps>; props: PageProps }> {
  const importPage = modules[`./${name}.page.svelte`];
  if (!importPage) throw new Error(`there is no page ${name}`);
  const module = await importPage();
  const loaded = module.load ? await module.load(data) : {};
  return { component: module.default, props: { data, loaded } };
}
