import { DurableObject } from 'cloudflare:workers';
import { machineTimeOf, nowMs } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { notNow, type LimitScope, type NotNow } from './limit-refusals.ts';
import { limitsOf, type Bucket, type Limits } from './limits.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Whose budgets a request uses, as keyed hashes; a scope that is missing is not counted. */
export type BudgetKeys = Partial<Record<LimitScope, string>>;

/** Classes that are kept here: the room counts acts and live sockets itself. */
type KeptClass = Exclude<keyof Limits, 'act' | 'live'>;

/** What a keeper can be asked. */
export interface LimitKeeperApi {
  take(limitClass: KeptClass, keys: BudgetKeys): Promise<NotNow | null>;
}

const SCOPES = [
  'person',
  'block',
  'mailbox',
  'brand',
  'contest',
] as const satisfies readonly LimitScope[];
/** Reads are many and cheap: what the last moment before a crash took may be forgotten. */
const SAVE_READS_AFTER_MS = 1_000;

/**
 * Exact budgets for whatever is not an act: each contest has one keeper for reading and uploads, and a fixed number of them
 * stand at the door for sign-in. Acts are counted by the contest's room itself, which decides them. What is used up is kept
 * on disk until it has come back, so a restart gives nobody a fresh budget.
 */
export class LimitKeeper extends DurableObject<Bindings> implements LimitKeeperApi {
  readonly #buckets = new Map<string, TokenBuckets>();
  readonly #unsaved = new Map<string, { buckets: TokenBuckets; key: string }>();
  #saving: ReturnType<typeof setTimeout> | null = null;

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS level (bucket TEXT, key TEXT, millitokens REAL NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID',
    );
    const rows = ctx.storage.sql.exec<Record<string, string | number>>('SELECT * FROM level');
    for (const { bucket, key, millitokens, at_ms: atMs } of rows)
      this.#named(String(bucket))?.restore(String(key), {
        millitokens: Number(millitokens),
        atMs: Number(atMs),
      });
  }

  /** Takes what one request costs from all its budgets, or from none and says when it can be had. */
  take(limitClass: KeptClass, keys: BudgetKeys): Promise<NotNow | null> {
    const atMs = nowMs();
    const used = SCOPES.flatMap((scope) => {
      const key = keys[scope];
      const name = `${limitClass}.${scope}`;
      const buckets = key === undefined ? undefined : this.#named(name);
      return key !== undefined && buckets ? [{ scope, name, key, buckets }] : [];
    });
    for (const { scope, key, buckets } of used) {
      const readyAtMs = buckets.readyAtMs(key, atMs);
      if (readyAtMs > atMs) return Promise.resolve(notNow(limitClass, scope, readyAtMs, atMs));
    }
    for (const { name, key, buckets } of used) {
      buckets.take(key, atMs);
      this.#unsaved.set(`${name} ${key}`, { buckets, key });
    }
    if (limitClass === 'read') this.#saving ??= setTimeout(() => this.#save(), SAVE_READS_AFTER_MS);
    else this.#save();
    return Promise.resolve(null);
  }

  /** Forgets what has come back meanwhile. */
  override alarm(): void {
    const { sql } = this.ctx.storage;
    sql.exec('DELETE FROM level WHERE at_ms <= ?', nowMs() - this.#longestFillMs());
    const [left] = sql.exec<{ n: number }>('SELECT count(*) AS n FROM level');
    if (left?.n) this.#wakeLater();
  }

  #save(): void {
    if (this.#saving !== null) clearTimeout(this.#saving);
    this.#saving = null;
    this.ctx.storage.transactionSync(() => {
      for (const [id, { buckets, key }] of this.#unsaved) {
        const level = buckets.level(key);
        if (!level) continue;
        this.ctx.storage.sql.exec(
          'INSERT OR REPLACE INTO level VALUES (?, ?, ?, ?)',
          id.slice(0, id.indexOf(' ')),
          key,
          level.millitokens,
          level.atMs,
        );
      }
    });
    this.#unsaved.clear();
    this.ctx.waitUntil(
      this.ctx.storage.getAlarm().then((alarmMs) => {
        if (alarmMs === null) this.#wakeLater();
      }),
    );
  }

  #wakeLater(): void {
    this.ctx.waitUntil(this.ctx.storage.setAlarm(machineTimeOf(nowMs() + this.#longestFillMs())));
  }

  #longestFillMs(): number {
    const { act: _acts, live: _sockets, ...kept } = limitsOf(this.env);
    const all = Object.values(kept).flatMap((each) => Object.values(each) as Bucket[]);
    return Math.max(
      ...all.map(({ capacity, refillPerSecond }) => (capacity * 1000) / refillPerSecond),
    );
  }

  /** The buckets of a class and a scope; undefined for a class that has none of that scope. */
  #named(name: string): TokenBuckets | undefined {
    const before = this.#buckets.get(name);
    if (before) return before;
    const [limitClass, scope] = name.split('.') as [KeptClass, LimitScope];
    const budgets: Partial<Record<LimitScope, Bucket>> = limitsOf(this.env)[limitClass];
    const bucket = budgets[scope];
    if (!bucket) return undefined;
    const made = new TokenBuckets(bucket);
    this.#buckets.set(name, made);
    return made;
  }
}
