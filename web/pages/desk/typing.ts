/**
 * Whether a key belongs to a control, to an open dialog or to the browser, so that shortcuts must leave it alone. The document itself is
 * asked: a page hears that its dialog has closed a moment after somebody may have pressed the next key.
 */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as HTMLElement | null;
  return (
    document.querySelector('dialog[open]') !== null ||
    target?.closest('input:not([type=radio], [type=checkbox]), textarea, select') !== null
  );
}
