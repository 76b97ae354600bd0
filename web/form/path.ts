/** Where a value stands in the settings: property names and list positions. */
export type Path = readonly (string | number)[];

/** `['stops', 2, 'name']` → `'stops.2.name'`, as errors name fields. */
export function pathKey(path: Path): string {
  return path.join('.');
}

/** The value at a path; undefined when something on the way is missing. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Sets the value at a path in place; `undefined` removes the property, since JSON has no such value. */
export function setAt(root: unknown, path: Path, value: unknown): void {
  const last = path.at(-1);
  const holder = valueAt(root, path.slice(0, -1));
  if (last === undefined || holder === null || typeof holder !== 'object') return;
  const fields = holder as Record<string | number, unknown>;
  if (value === undefined && !Array.isArray(holder)) delete fields[last];
  else fields[last] = value;
}
