import type { ContestUi } from '../ui.ts';

/** What a browser loads to show a guessing game. */
const ui: ContestUi = {
  title: 'Location guessing',
  icon: () => import('./Icon.svelte'),
  play: () => import('./Play.svelte'),
  review: () => import('./Review.svelte'),
};

export default ui;
