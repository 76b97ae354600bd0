import type { PageDataByName } from '../../../worker/wire/pages.ts';
import type { ErrorBody } from '../../../worker/wire/errors.ts';
import type { DraftIssue, DraftView } from '../../../worker/wire/studio.ts';
import { request } from '../../api.ts';
import { Autosave } from '../../form/autosave.svelte.ts';
import type { FormSchema } from '../../form/schema.ts';
import { Settings } from '../../form/settings.svelte.ts';
import { freshActKey } from '../../../worker/wire/act-key.ts';

/** Issues of one section, with paths as its form names them. */
function issuesOf(section: string, issues: readonly DraftIssue[]): DraftIssue[] {
  return issues
    .filter(({ path }) => path.startsWith(`${section}.`))
    .map(({ path, message }) => ({ path: path.slice(section.length + 1), message }));
}

/** A contest's settings in the browser: a draft that saves itself, or published rules that are changed in the open. */
export class DraftEditor {
  draft: DraftView = $state.raw() as DraftView;
  title = $state('');
  readonly config: Settings;
  /** Null when the type has nothing secret. */
  readonly secrets: Settings | null;
  readonly autosave: Autosave;
  /** Preparing a new version of published rules. */
  changing = $state(false);
  readonly #path: string;

  constructor({ draft, type, campaign }: PageDataByName['studio/contest']) {
    this.draft = draft;
    this.title = draft.title;
    this.#path = `/api/contests/${draft.id}`;
    const configSchema = type.configSchema as FormSchema;
    const secretsSchema = type.secretsSchema as FormSchema;
    this.config = new Settings(configSchema, draft.config, campaign.timeZone);
    const hasSecrets = Object.keys(secretsSchema.properties ?? {}).length > 0;
    this.secrets =
      hasSecrets && draft.publishedAtMs === null
        ? new Settings(secretsSchema, draft.secrets ?? {}, campaign.timeZone)
        : null;
    this.autosave = new Autosave(() => this.#save());
    this.#takeIssues(draft.issues);
  }

  get published(): boolean {
    return this.draft.publishedAtMs !== null;
  }

  get issueCount(): number {
    return this.config.issueCount([]) + (this.secrets?.issueCount([]) ?? 0);
  }

  showIssues(): void {
    this.config.showEverything();
    this.secrets?.showEverything();
  }

  #takeIssues(issues: readonly DraftIssue[]): void {
    this.config.takeServerIssues(issuesOf('config', issues));
    this.secrets?.takeServerIssues(issuesOf('secrets', issues));
  }

  async #save(): Promise<{ ok: true } | { ok: false; message: string }> {
    const title = this.title.trim();
    const body = {
      ...(title.length >= 2 ? { title } : {}),
      config: $state.snapshot(this.config.value),
      ...(this.secrets ? { secrets: $state.snapshot(this.secrets.value) } : {}),
    };
    const changes = this.config.changes + (this.secrets?.changes ?? 0);
    const reply = await request<DraftView>('PATCH', `${this.#path}/draft`, {
      body,
      repeatable: true,
    });
    if (!reply.ok) return reply;
    this.draft = reply.data;
    // Issues of an older state would point at fields that are right by now.
    if (changes === this.config.changes + (this.secrets?.changes ?? 0)) {
      this.#takeIssues(reply.data.issues);
    }
    return { ok: true };
  }

  /** @returns what went wrong, in words, or null. */
  async publish(): Promise<string | null> {
    if (!(await this.autosave.flush())) return this.autosave.failure;
    const reply = await request<DraftView & Partial<ErrorBody>>('POST', `${this.#path}/publish`, {
      repeatable: true,
    });
    if (!reply.ok) {
      this.showIssues();
      return reply.message;
    }
    this.draft = reply.data;
    return null;
  }

  /** Publishes what stands in the form as a new version of the rules. @returns what went wrong, or null. */
  async publishChange(reason: string): Promise<string | null> {
    this.showIssues();
    const action = { type: 'core.changeRules', config: $state.snapshot(this.config.value), reason };
    const reply = await request('POST', `${this.#path}/actions`, {
      body: { key: freshActKey(), action },
      repeatable: true,
    });
    if (!reply.ok) {
      const path = reply.field?.replace(/^(action\.)?config\.?/, '');
      if (path) this.config.takeServerIssues([{ path, message: reply.message }]);
      return reply.message;
    }
    const fresh = await request<DraftView>('GET', `${this.#path}/draft`);
    if (fresh.ok) this.draft = fresh.data;
    this.changing = false;
    return null;
  }

  /** Back to the rules in force. */
  discard(): void {
    this.config.value = structuredClone(this.draft.config);
    this.config.takeServerIssues([]);
    this.changing = false;
  }

  /** @returns what went wrong, or null. */
  async remove(): Promise<string | null> {
    const reply = await request('DELETE', `${this.#path}/draft`);
    return reply.ok ? null : reply.message;
  }
}
