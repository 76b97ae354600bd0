/** Whether a key belongs to a control or to the browser, so that shortcuts must leave it alone. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target as HTMLElement | null;
  return (
    target?.closest('input:not([type=radio], [type=checkbox]), textarea, select, dialog[open]') !==
    null
  );
}
