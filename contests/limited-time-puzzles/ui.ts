import type { ContestUi } from '../ui.ts';

/** What a browser loads to show a puzzle game. */
const ui: ContestUi = {
  title: 'Limited-time puzzles',
  icon: () => import('./Icon.svelte'),
  play: () => import('./Play.svelte'),
  review: () => import('./Review.svelte'),
};

export default ui;
