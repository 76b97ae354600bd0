import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { pathKey, setAt, valueAt, type Path } from './path.ts';
import { labelAt, type FormSchema } from './schema.ts';
import { ruleText } from './rule-text.ts';
import { validate, type FieldIssue } from './validate.ts';

/** What the fields of one form share: the value being edited, what is wrong with it, and where to say so. */
export class Settings {
  readonly schema: FormSchema;
  /** IANA zone in which instants are shown and read. */
  readonly timeZone: string;
  /** The settings themselves: plain JSON, edited in place. */
  value = $state<unknown>();
  /** Fields that the person has left once; a field not yet reached shows no issue. */
  readonly #left = new SvelteSet<string>();
  /** Issues that only the server can see, by dotted path, until the field changes. */
  readonly #fromServer = new SvelteMap<string, string>();
  #showEverything = $state(false);
  /** Counts changes, so that an autosave can follow them. */
  changes = $state(0);

  readonly #issues: readonly FieldIssue[] = $derived.by(() => validate(this.value, this.schema));

  constructor(schema: FormSchema, value: unknown, timeZone: string) {
    this.schema = schema;
    this.value = value;
    this.timeZone = timeZone;
  }

  at(path: Path): unknown {
    return valueAt(this.value, path);
  }

  set(path: Path, value: unknown): void {
    setAt(this.value, path, value);
    this.changed(path);
  }

  /** To be called after editing a part of the value in place. */
  changed(path: Path): void {
    const key = pathKey(path);
    for (const known of [...this.#fromServer.keys()]) {
      if (known === key || known.startsWith(`${key}.`)) this.#fromServer.delete(known);
    }
    this.changes++;
  }

  leave(path: Path): void {
    this.#left.add(pathKey(path));
  }

  /** What the browser itself finds wrong at exactly this field, once it may be said. */
  issueAt(path: Path): FieldIssue | undefined {
    const key = pathKey(path);
    const issue = this.#issues.find((candidate) => candidate.path === key);
    return issue && (this.#showEverything || this.#left.has(key)) ? issue : undefined;
  }

  /** What the server found wrong at exactly this field. */
  serverIssueAt(path: Path): string | undefined {
    return this.#fromServer.get(pathKey(path));
  }

  /** How many shown or hidden issues lie at or under a path. */
  issueCount(path: Path): number {
    const key = pathKey(path);
    const within = (candidate: string) =>
      key === '' || candidate === key || candidate.startsWith(`${key}.`);
    const known = new Set([
      ...this.#issues.map((issue) => issue.path).filter(within),
      ...[...this.#fromServer.keys()].filter(within),
    ]);
    return known.size;
  }

  /** Every issue in the order of the form, with the label of its field and what to do. */
  get openIssues(): { path: string; label: string; message: string }[] {
    const here = this.#issues.map((issue) => ({
      path: issue.path,
      message: ruleText(issue),
    }));
    const there = [...this.#fromServer].map(([path, message]) => ({ path, message }));
    return [...here, ...there].map((issue) => ({
      ...issue,
      label: labelAt(this.schema, issue.path.split('.')),
    }));
  }

  get everythingShown(): boolean {
    return this.#showEverything;
  }

  /** Shows all issues, also of fields that were not reached yet: before publication. */
  showEverything(): void {
    this.#showEverything = true;
  }

  /** Takes over the server's view; `issues` carry dotted paths without a leading `config.`. */
  takeServerIssues(issues: readonly { path: string; message: string }[]): void {
    this.#fromServer.clear();
    const seenHere = new Set(this.#issues.map((issue) => issue.path));
    for (const { path, message } of issues) {
      if (!seenHere.has(path)) this.#fromServer.set(path, message);
    }
  }
}

/** The `id` of the element that edits a path. */
export function fieldId(path: Path): string {
  return `field-${path.join('-')}`;
}
