import type { Moment, Refused, Viewer } from '../contract.ts';
import { statusCount } from '../mechanics/entries.ts';
import { marksBy } from '../mechanics/jury.ts';
import { statementCount } from './cast-ballot.ts';
import { compareMethods } from './comparison.server.ts';
import { marksNotTaken } from './decisions.server.ts';
import { finalists, readinessOf } from './results.server.ts';
import type { Config, Review } from './schema.ts';
import { GROUP, inPlay, latestRound, openedRound, type State } from './state.ts';

/** Jurors get their own marks only, and no votes; the desk gets how far everybody is, and no juror's marks. */
export function reviewOf(state: State, config: Config, moment: Moment, viewer: Viewer): Review {
  const own = viewer.role === 'judge' ? marksBy(state.jury, viewer.actorId) : null;
  const notTaken = marksNotTaken(config, moment);
  const finalistIds = finalists(state, config, moment);
  return {
    finalistIds,
    ownMarks: own ? { ...own } : null,
    ownMarkedCount: finalistIds.filter((id) => own && Object.hasOwn(own, id)).length,
    marksBlockedBy: notTaken && blockedBy(notTaken),
    desk: ['moderator', 'editor', 'owner'].includes(viewer.role)
      ? deskOf(state, config, moment, finalistIds)
      : null,
  };
}

function deskOf(
  state: State,
  config: Config,
  moment: Moment,
  finalistIds: readonly string[],
): NonNullable<Review['desk']> {
  const readiness = readinessOf(state, config, moment);
  const latest = latestRound(state, config);
  const count = (status: 'pending' | 'approved' | 'refused' | 'withdrawn') =>
    statusCount(state.entries, GROUP, status);
  return {
    waiting: count('pending'),
    approved: count('approved'),
    refused: count('refused'),
    withdrawn: count('withdrawn'),
    rounds: config.rounds.map(({ id }) => {
      const opened = openedRound(state, id);
      const ballots = Object.values(opened?.cast ?? {});
      return {
        id,
        designCount: opened ? inPlay(state, opened.entryIds, moment.disqualified).length : null,
        ballotCount: opened?.weighed.counted ?? 0,
        statementCount: ballots.reduce((sum, ballot) => sum + statementCount(ballot), 0),
        goOnCount: opened?.goOn?.length ?? null,
      };
    }),
    methods: latest && compareMethods(state, latest.round.id, latest.opened, moment.disqualified),
    markCounts: Object.fromEntries(
      Object.entries(state.jury.scores).map(([id, score]) => [id, score.marks]),
    ),
    jurors: Object.entries(state.jury.byJuror).map(([jurorId, marks]) => ({
      jurorId,
      markedCount: finalistIds.filter((id) => Object.hasOwn(marks, id)).length,
    })),
    quorum: config.juryQuorum,
    ready: readiness.ready,
    blockedBy: readiness.ready ? null : blockedBy(readiness.refused),
    warnings: readiness.ready ? [...readiness.warnings] : [],
  };
}

function blockedBy({ code, message, retryAtMs }: Refused) {
  return { code, message, ...(retryAtMs === undefined ? {} : { retryAtMs }) };
}
