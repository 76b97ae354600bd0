const MARGIN_PX = 8;

/** Attachment: shifts what hangs at the end of its neighbour so far that the screen's edges cut nothing off. */
export function keepOnScreen(node: HTMLElement): void {
  const { left, right } = node.getBoundingClientRect();
  const beyond = right - document.documentElement.clientWidth + MARGIN_PX;
  const shiftPx = left < MARGIN_PX ? MARGIN_PX - left : -Math.max(0, beyond);
  node.style.marginInlineEnd = `${-shiftPx}px`;
}
