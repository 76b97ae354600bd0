import { kept, type StoredItem } from '../worker/wire/privacy.ts';

/** What the words of an item are filled in with: the times that the server goes by, and the names of its cookies. */
export function privacyValues(item: StoredItem): Record<string, string | number> {
  return {
    ...kept,
    cookies: (item.cookies ?? []).join(', '),
    marks: (item.browserMarks ?? []).join(', '),
  };
}
