import './trusted-types.ts';
import './kit/tokens.css';
import { hydrate } from 'svelte';
import { rememberCameFrom } from './came-from.ts';
import { loadPage } from './pages/registry.ts';

const root = document.getElementById('page');
const embedded = document.getElementById('page-data')?.textContent;

rememberCameFrom();
if (root && embedded) {
  const { name, data } = JSON.parse(embedded) as { name: string; data: unknown };
  const { component, props } = await loadPage(name, data);
  hydrate(component, { target: root, props });
  document.documentElement.dataset.hydrated = 'true';
}
