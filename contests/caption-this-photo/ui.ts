import type { ContestUi } from '../ui.ts';

const ui: ContestUi = {
  title: 'Caption this photo',
  icon: () => import('./Icon.svelte'),
  play: () => import('./Play.svelte'),
  entry: () => import('./Entry.svelte'),
};

export default ui;
