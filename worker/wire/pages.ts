import type { AuthPages } from './pages-auth.ts';
import type { DeskPages } from './pages-desk.ts';
import type { StudioPages } from './pages-studio.ts';
import type { DevPages } from './pages-dev.ts';
import type { FanPages } from './pages-fan.ts';

/** Name of every page → the data it is rendered from. Each area declares its own. */
export type PageDataByName = FanPages & AuthPages & DevPages & StudioPages & DeskPages;
