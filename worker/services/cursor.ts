/** Where a page of a list ended: the sort key of its last row, and its id as the tie-break. */
export interface Cursor {
  key: number;
  id: string;
}

/** A cursor as it travels in an address: opaque to clients, base64url of JSON. */
export function encodeCursor({ key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** Reads a cursor back; null for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [key, id] = value as unknown[];
    return typeof key === 'number' && Number.isSafeInteger(key) && typeof id === 'string'
      ? { key, id }
      : null;
  } catch {
    return null;
  }
}
