import type { ContestUi } from '../ui.ts';

/** What a browser loads to show a vote on designs. */
const ui: ContestUi = {
  title: 'Design vote',
  icon: () => import('./Icon.svelte'),
  play: () => import('./Play.svelte'),
  entry: () => import('./Entry.svelte'),
  review: () => import('./Review.svelte'),
};

export default ui;
