/** Every contest type's `ui.ts`, loaded only when a page shows that type. */
const screens = import.meta.glob<{ default: unknown }>('../contests/*/ui.ts');

/**
 * Loads the screens of one contest type, on the server and in the browser alike. Call it from a
 * page's `load`, so that the screen is there before the page is rendered or hydrated.
 * @throws when the type has no `ui.ts`.
 */
export async function loadContestUi<Ui = unknown>(type: string): Promise<Ui> {
  const importUi = screens[`../contests/${type}/ui.ts`];
  if (!importUi) throw new Error(`contest type ${type} has no screens`);
  return (await importUi()).default as Ui;
}
