import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contestTypes, findContest } from '../../contests/registry.server.ts';
import type { AnyContest } from '../../contests/contract.ts';
import {
  applyEvent,
  awardsOf,
  selectWinners,
  type ContestState,
  type CoreEvent,
} from '../../contests/lifecycle.ts';
import { digest, demoPictures, Game, playSteps } from '../../test/support/play.ts';
import {
  blockHash,
  canonicalJson,
  encodeEvent,
  GENESIS_HASH,
  LEDGER_FORMAT,
  nextBlock,
  type Block,
} from './chain.ts';
import { LedgerRefused, LedgerVerifier, type LedgerOpening } from './verify.ts';

const NOW_MS = Date.UTC(2026, 8, 1);
const CONTEST_ID = 'contest-under-test';
const EVENTS_A_BLOCK = 3;

/** The exported lines of events that were committed in blocks ending at `cuts`. */
function exportOf(contestType: string, events: Game['events'], cuts: readonly number[]) {
  let head = { number: 0, hash: GENESIS_HASH };
  let from = 0;
  const lines: string[] = [];
  for (const cut of cuts) {
    const inBlock = events.slice(from, cut);
    const { block } = nextBlock(CONTEST_ID, head, inBlock, digest('block salt', from));
    const { contestId: _, ...header } = block;
    lines.push(canonicalJson({ block: header }));
    lines.push(...inBlock.map((event) => `{"event":${encodeEvent(event)}}`));
    head = { number: block.number, hash: block.hash };
    from = cut;
  }
  const opening = {
    format: LEDGER_FORMAT,
    contestId: CONTEST_ID,
    contestType,
    complete: true,
    head: { ...head, seq: from },
  };
  return { head, lines: [canonicalJson(opening), ...lines] };
}

/** A game on a real chain: every few events a block, so that the draw hangs on the hash of the one before. */
class ChainedGame extends Game {
  readonly cuts: number[] = [];

  override get lastBlock() {
    if (this.events.length - (this.cuts.at(-1) ?? 0) >= EVENTS_A_BLOCK)
      this.cuts.push(this.events.length);
    return { ...exportOf(this.contest.type, this.events, this.cuts).head };
  }

  /** Closes the last block. */
  end(): this {
    if (this.cuts.at(-1) !== this.events.length) this.cuts.push(this.events.length);
    return this;
  }
}

function played(contest: AnyContest): ChainedGame {
  const { config, secrets, steps } = contest.demo.playedToTheEnd(NOW_MS, demoPictures);
  const publishedAtMs = Math.min(...steps.map((step) => step.atMs));
  const game = new ChainedGame(contest, config, secrets, publishedAtMs);
  playSteps(game, steps);
  return game.end();
}

type Selection = Extract<CoreEvent, { type: 'core.winnersSelected' }>;

/** The game as it would be if the draw had hung on something else: what the rules then give, and every hash made anew. */
function drawnOtherwise(game: ChainedGame, change: (drawn: Selection) => Partial<Selection>) {
  const at = game.events.findIndex(({ data }) => data.type === 'core.winnersSelected');
  const event = game.events[at]!;
  let state: ContestState | null = null;
  for (const before of game.events.slice(0, at))
    state = applyEvent(game.contest, state, before).state;
  const drawn = event.data as Selection;
  const other = { ...drawn, ...change(drawn) };
  const data = { ...other, shortlists: selectWinners(game.contest, state!, other) };
  const events = game.events.with(at, { ...event, data } as typeof event);
  return exportOf(game.contest.type, events, game.cuts).lines;
}

function verify(lines: readonly string[]) {
  const verifier = new LedgerVerifier(findContest);
  for (const line of lines) verifier.add(line);
  return verifier.end();
}

describe.each(contestTypes())('the ledger of a finished $type', (contest) => {
  const game = played(contest);
  const { lines } = exportOf(contest.type, game.events, game.cuts);
  const anyLine = fc.nat({ max: lines.length - 1 });

  it('is accepted, and gives the winners that were announced', () => {
    const verdict = verify(lines);
    expect(verdict.winners).toEqual(awardsOf(game.state.core));
    expect(verdict.winners.length).toBeGreaterThan(0);
    expect(verdict.events).toBe(game.events.length);
  });

  it('is refused with any one character changed', () => {
    fc.assert(
      fc.property(
        anyLine,
        fc.nat(),
        fc.constantFrom('0', '1', 'a', '"', ' ', '}'),
        (index, at, other) => {
          const line = lines[index] ?? '';
          const position = at % line.length;
          fc.pre(line[position] !== other);
          const changed = lines.with(
            index,
            line.slice(0, position) + other + line.slice(position + 1),
          );
          expect(() => verify(changed)).toThrow(LedgerRefused);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is refused with a line dropped, repeated or moved', () => {
    fc.assert(
      fc.property(anyLine, anyLine, (index, target) => {
        expect(() => verify(lines.toSpliced(index, 1))).toThrow(LedgerRefused);
        expect(() => verify(lines.toSpliced(target, 0, lines[index] ?? ''))).toThrow(LedgerRefused);
        fc.pre(index !== target);
        const moved = lines.toSpliced(index, 1).toSpliced(target, 0, lines[index] ?? '');
        expect(() => verify(moved)).toThrow(LedgerRefused);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused when an event is changed and its own block made to fit, but not what follows', () => {
    const [first = 0] = game.cuts;
    const events = game.events.with(first - 1, { ...game.events[first - 1]!, actorId: 'x' });
    const forged = exportOf(contest.type, events, game.cuts);
    const blocks = (text: readonly string[]) =>
      text.filter((line) => line.startsWith('{"block"')).length;
    expect(blocks(forged.lines)).toBe(blocks(lines));
    // The first block as it was changed, all others as they were.
    const end = lines.findIndex((line, index) => index > 1 && line.startsWith('{"block"'));
    const mixed = [lines[0] ?? '', ...forged.lines.slice(1, end), ...lines.slice(end)];
    expect(() => verify(mixed)).toThrow('does not continue');
  });

  it('is refused when it ends early, wherever that is', () => {
    for (let length = 0; length < lines.length; length++) {
      expect(() => verify(lines.slice(0, length))).toThrow(LedgerRefused);
    }
  });

  it('is refused when other winners are written in and every hash is made anew', () => {
    const forged = played(contest);
    const selected = forged.events.find((event) => event.data.type === 'core.winnersSelected');
    const shortlist = (selected?.data as unknown as { shortlists: { order: string[] }[] })
      .shortlists[0];
    shortlist?.order.reverse();
    // Every hash is right again; only the rules and the draw say otherwise.
    const { lines: forgedLines } = exportOf(contest.type, forged.events, forged.cuts);
    expect(() => verify(forgedLines)).toThrow('other winners');
  });

  it('is refused when the draw hangs on another seed or block, whatever it gives then', () => {
    expect(verify(drawnOtherwise(game, () => ({})))).toMatchObject({ events: game.events.length });
    const otherSeed = drawnOtherwise(game, () => ({ seed: digest('a seed of their choice') }));
    expect(() => verify(otherSeed)).toThrow('not the one committed to');
    const [firstBlock = 0] = game.cuts;
    const { head } = exportOf(contest.type, game.events, [firstBlock]);
    const otherBlock = drawnOtherwise(game, () => ({ lastBlock: head }));
    expect(() => verify(otherBlock)).toThrow('another block');
  });

  describe('in which every hash was made anew is refused', () => {
    const selectedAt = game.events.findIndex(({ data }) => data.type === 'core.winnersSelected');
    const enteredAt = game.events.findIndex(({ data }) => data.type === 'core.stageEntered');
    const event = (at: number) => game.events[at]!;
    const changed = (at: number, change: object) =>
      game.events.with(at, { ...event(at), ...change } as Game['events'][number]);
    /** Everything up to the selection of winners, and one more event of this kind. */
    const continued = (data: object) => {
      const { seq, ...last } = event(selectedAt);
      const next = { ...last, seq: seq + 1, data } as Game['events'][number];
      return [...game.events.slice(0, selectedAt + 1), next];
    };

    it.each([
      [
        'when a stage begins before its time',
        changed(enteredAt, {
          data: { ...event(enteredAt).data, scheduledAtMs: event(enteredAt).atMs + 1 },
        }),
        'before its time',
      ],
      [
        'when an event is older than the one before',
        changed(selectedAt, { atMs: event(selectedAt - 1).atMs - 1 }),
        'older than the one before',
      ],
      [
        'when winners are selected again',
        continued(event(selectedAt).data),
        'winners are selected twice',
      ],
      [
        'when a result is announced that nobody has confirmed',
        continued({ type: 'core.announced' }),
        'without confirmed winners',
      ],
      [
        'when it has an event that these rules do not have',
        continued({ type: 'invented' }),
        'none of this type',
      ],
    ])('%s', (_, events, why) => {
      const cuts = game.cuts.filter((cut) => cut <= selectedAt);
      const forged = exportOf(contest.type, events, [...cuts, events.length]);
      expect(() => verify(forged.lines)).toThrow(why);
    });

    it('when a block bears another time than its last event', () => {
      const at = lines.findLastIndex((line) => line.startsWith('{"block"'));
      const { block } = JSON.parse(lines[at]!) as { block: Omit<Block, 'contestId'> };
      const { hash: _, ...header } = { ...block, atMs: block.atMs - 1 };
      const held = game.events.slice(block.firstSeq - 1).map(encodeEvent);
      const hash = blockHash({ ...header, contestId: CONTEST_ID }, held);
      const opening = JSON.parse(lines[0]!) as LedgerOpening;
      const forged = lines
        .with(0, canonicalJson({ ...opening, head: { ...opening.head, hash } }))
        .with(at, canonicalJson({ block: { ...header, hash } }));
      expect(() => verify(forged)).toThrow('another time');
    });
  });
});
