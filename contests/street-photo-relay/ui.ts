import type { ContestUi } from '../ui.ts';

/** What a browser loads to show a relay. */
const ui: ContestUi = {
  title: 'Street-photo relay',
  icon: () => import('./Icon.svelte'),
  play: () => import('./Play.svelte'),
  entry: () => import('./Entry.svelte'),
};

export default ui;
