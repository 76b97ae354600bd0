/** A span of time cut into what a countdown shows. Never negative. */
export interface Duration {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/** Cuts milliseconds into days, hours, minutes and seconds; a started second counts whole, so that 0 means "now". */
export function durationOf(ms: number): Duration {
  const total = Math.max(0, Math.ceil(ms / 1000));
  return {
    days: Math.floor(total / 86_400),
    hours: Math.floor(total / 3600) % 24,
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
}
