import { SvelteSet } from 'svelte/reactivity';
import type { ClustersReply, DeskCluster } from '../../../worker/wire/desk.ts';
import { request } from '../../api.ts';
import { byEntry, lastDecided, type ForEntry } from './cluster-groups.ts';
import { deskAct } from './desk-api.ts';

export type Decision = 'clear' | 'void';
export type SectionKind = 'quarantined' | 'suspect' | 'decided';

/** What came of deciding on one or several groups. */
export interface Outcome {
  done: DeskCluster[];
  /** Somebody else was faster; the list shows what they decided. */
  overtaken: { cluster: DeskCluster; message: string }[];
  /** Why it did not go on. Whatever is not `done` or `overtaken` is as it was. */
  failure: string | null;
  stopped: boolean;
}

const OVERTAKEN = /DECIDED_MEANWHILE|ALREADY_DECIDED|NO_SUCH_CLUSTER/;

/** The desk for suspicious votes in the browser: what was found, what is chosen, and decisions sent one after another. */
export class VotesWork {
  readonly #contestId: string;
  #reply = $state.raw<ClustersReply>({ clusters: [], suspects: [], account: null });
  readonly #chosen = new SvelteSet<string>();
  /** How far several decisions are; null while none are sent. */
  progress = $state.raw<{ done: number; of: number } | null>(null);
  failure = $state('');
  /** Of all loads the newest alone is shown, whichever comes last. */
  #loads = 0;

  constructor(contestId: string, reply: ClustersReply) {
    this.#contestId = contestId;
    this.#reply = reply;
  }

  readonly account = $derived(this.#reply.account);
  readonly sections: readonly { kind: SectionKind; groups: ForEntry[] }[] = $derived.by(() => {
    const { clusters, suspects } = this.#reply;
    const all = [...clusters, ...suspects];
    const open = clusters.filter(({ weight }) => weight === 'quarantined');
    const decided = lastDecided(clusters.filter(({ weight }) => weight !== 'quarantined'));
    const alone = decided.map((one) => ({ entryId: one.id, votes: one.votes, clusters: [one] }));
    return [
      { kind: 'quarantined', groups: byEntry(open, all) },
      { kind: 'suspect', groups: byEntry(suspects, all) },
      { kind: 'decided', groups: alone },
    ];
  });
  /** All groups in the order of the page. */
  readonly listed: readonly DeskCluster[] = $derived(
    this.sections.flatMap(({ groups }) => groups.flatMap(({ clusters }) => clusters)),
  );
  /** What waits for a decision, in the order of the page. */
  readonly undecided: readonly DeskCluster[] = $derived(this.listed.filter(isOpen));
  readonly chosen: readonly DeskCluster[] = $derived(
    this.undecided.filter(({ id }) => this.#chosen.has(id)),
  );

  isChosen(id: string): boolean {
    return this.#chosen.has(id);
  }

  choose(ids: readonly string[], yes: boolean): void {
    for (const id of ids)
      if (yes) this.#chosen.add(id);
      else this.#chosen.delete(id);
  }

  chooseNone(): void {
    this.#chosen.clear();
  }

  /** Everything that waits and is for the same entry as this one. */
  beside(cluster: DeskCluster): DeskCluster[] {
    const entryId = cluster.targets[0]?.id;
    return this.undecided.filter(({ targets }) => targets[0]?.id === entryId);
  }

  async load({ again = false } = {}): Promise<void> {
    const load = ++this.#loads;
    const path = `/api/contests/${this.#contestId}/clusters`;
    const reply = again
      ? await request<ClustersReply>('POST', `${path}/search`)
      : await request<ClustersReply>('GET', path);
    if (load !== this.#loads) return;
    if (reply.ok) this.#reply = reply.data;
    this.failure = reply.ok ? '' : reply.message;
  }

  /** What has come about elsewhere: groups that somebody else has decided on, and groups that are new. Is quiet when it fails. */
  async catchUp(): Promise<{ decided: DeskCluster[]; found: DeskCluster[] }> {
    const { undecided, listed } = this;
    const known = new Set(listed.map(({ id }) => id));
    const load = ++this.#loads;
    const reply = await request<ClustersReply>('GET', `/api/contests/${this.#contestId}/clusters`);
    if (!reply.ok || load !== this.#loads) return { decided: [], found: [] };
    this.#reply = reply.data;
    const open = new Set(this.undecided.map(({ id }) => id));
    const shown = new Set(this.listed.map(({ id }) => id));
    return {
      decided: undecided.filter(({ id }) => shown.has(id) && !open.has(id)),
      found: this.undecided.filter(({ id }) => !known.has(id)),
    };
  }

  /**
   * Decides on each of them, one after another, as an act of its own and on what was seen of it. Goes on past those that
   * somebody else has decided; stops at any other failure, as the next one would most likely meet it too.
   */
  async decide(
    clusters: readonly DeskCluster[],
    decision: Decision,
    reason: string,
    goesOn: () => boolean,
  ): Promise<Outcome> {
    const outcome: Outcome = { done: [], overtaken: [], failure: null, stopped: false };
    const type = `core.${decision}Cluster`;
    for (const [index, cluster] of clusters.entries()) {
      if (index > 0 && !goesOn()) outcome.stopped = true;
      if (outcome.stopped || outcome.failure !== null) break;
      this.progress = { done: index, of: clusters.length };
      const { id: clusterId, weight: seen } = cluster;
      const reply = await deskAct(this.#contestId, { type, clusterId, seen, reason });
      if (reply.ok) outcome.done.push(cluster);
      else if (OVERTAKEN.test(reply.code))
        outcome.overtaken.push({ cluster, message: reply.message });
      else outcome.failure = reply.message;
    }
    const settled = [...outcome.done, ...outcome.overtaken.map(({ cluster }) => cluster)];
    this.choose(
      settled.map(({ id }) => id),
      false,
    );
    // Later looks may have found these votes among others; what is left of those is for the server to say.
    await this.load({ again: settled.some(({ weight }) => weight === 'suspect') });
    this.progress = null;
    return outcome;
  }
}

export const isOpen = ({ weight }: Pick<DeskCluster, 'weight'>) =>
  weight === 'quarantined' || weight === 'suspect';
