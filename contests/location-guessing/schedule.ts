// When which game can be played. Pure, safe for the browser.
import type { EpochMs, Stage } from '../turn.ts';
import type { Config } from './schema.ts';

export const DAY_MS = 86_400_000;

export interface Window {
  opensAtMs: EpochMs;
  closesAtMs: EpochMs;
}

/** From the first instant at which anything can be played to the first at which nothing can be any more. */
export function playWindow({ schedule }: Config): Window {
  const { opensAtMs } = schedule;
  const closesAtMs =
    schedule.format === 'daily' ? opensAtMs + schedule.days * DAY_MS : schedule.closesAtMs;
  return { opensAtMs, closesAtMs };
}

/**
 * When a game (numbered from 1) can be played: in the daily format the 24 hours of its day, else any time. Null for a game
 * that has no day.
 */
export function gameWindow(config: Config, game: number): Window | null {
  const { schedule } = config;
  if (schedule.format === 'open') return playWindow(config);
  if (game < 1 || game > schedule.days) return null;
  const opensAtMs = schedule.opensAtMs + (game - 1) * DAY_MS;
  return { opensAtMs, closesAtMs: opensAtMs + DAY_MS };
}

export function within(window: Window, atMs: EpochMs): boolean {
  return window.opensAtMs <= atMs && atMs < window.closesAtMs;
}

/** The frozen schedule. The teaser is open from publication, which is written as 0. */
export function stagesOf(config: Config): Stage[] {
  const { schedule } = config;
  const { opensAtMs, closesAtMs } = playWindow(config);
  const days = schedule.format === 'daily' ? schedule.days : 0;
  return [
    { id: 'teaser', label: 'Teaser', opensAtMs: 0, closesAtMs: opensAtMs },
    ...(schedule.format === 'open' ? [{ id: 'play', label: 'Play', opensAtMs, closesAtMs }] : []),
    ...Array.from({ length: days }, (_, index) => ({
      id: `day:${index + 1}`,
      label: `Day ${index + 1}`,
      opensAtMs: opensAtMs + index * DAY_MS,
      closesAtMs: opensAtMs + (index + 1) * DAY_MS,
    })),
    {
      id: 'counting',
      label: 'Counting',
      opensAtMs: closesAtMs,
      closesAtMs: schedule.resultsAtMs,
    },
  ];
}
