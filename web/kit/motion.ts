/** Whether the person has asked their device for less motion. In the browser only. */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
