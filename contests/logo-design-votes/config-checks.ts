import type { z } from 'zod';
import { MOST_COMPARED, type Config } from './config-fields.ts';

type Fault = (path: (string | number)[], message: string) => void;

/** What no single field can know: that the parts of a config fit together. Every message says what to change, at its field. */
export function checkConfig(config: Config, context: z.RefinementCtx): void {
  const fault: Fault = (path, message) => context.addIssue({ code: 'custom', path, message });
  if (config.source === 'brand') checkDesigns(config, fault);
  else checkEntries(config, fault);
  checkRounds(config, fault);
  checkSelection(config, fault);
}

function checkDesigns({ designs }: Config, fault: Fault): void {
  if (designs.length < 2) fault(['designs'], 'Offer at least two designs.');
  const seen = new Set<string>();
  designs.forEach(({ pictureId }, index) => {
    const at = ['designs', index, 'pictureId'];
    if (pictureId === '') fault(at, 'Choose a picture of this design.');
    else if (seen.has(pictureId)) fault(at, 'Another design has this picture already.');
    seen.add(pictureId);
  });
}

function checkEntries({ entries, rounds }: Config, fault: Fault): void {
  if (entries.closesAtMs <= entries.opensAtMs)
    fault(['entries', 'closesAtMs'], 'Entries must close after they open.');
  const [first] = rounds;
  if (!first) return;
  if (first.opensAtMs < entries.closesAtMs)
    fault(['rounds', 0, 'opensAtMs'], 'Voting cannot open before entries have closed.');
  const compared = first.ballot.method === 'ranked' || first.ballot.method === 'pairs';
  if (compared && entries.designLimit > MOST_COMPARED)
    fault(
      ['entries', 'designLimit'],
      `Ranking and pairs take at most ${MOST_COMPARED} designs. Let a round of approval or scores come first.`,
    );
}

function checkRounds({ rounds, resultsAtMs }: Config, fault: Fault): void {
  const seen = new Set<string>();
  rounds.forEach((round, index) => {
    const at = (field: string) => ['rounds', index, field];
    const before = rounds[index - 1];
    if (seen.has(round.id)) fault(at('id'), 'Every round needs an id of its own.');
    seen.add(round.id);
    if (round.closesAtMs <= round.opensAtMs)
      fault(at('closesAtMs'), 'A round must close after it opens.');
    if (before && round.opensAtMs < before.closesAtMs)
      fault(at('opensAtMs'), 'A round cannot open before the one before it has closed.');
    const last = index === rounds.length - 1;
    if (last && round.advance !== undefined)
      fault(at('advance'), 'Nothing comes after the last round. Leave this empty.');
    if (!last && round.advance === undefined)
      fault(at('advance'), 'Say how many designs go on to the next round.');
  });
  if (resultsAtMs < (rounds.at(-1)?.closesAtMs ?? 0))
    fault(['resultsAtMs'], 'The result comes after the last round has closed.');
}

function checkSelection(config: Config, fault: Fault): void {
  const { selection, tieRule } = config;
  if (tieRule === 'jury' && selection.by === 'votes')
    fault(['tieRule'], 'The votes alone decide, so there may be no jury to decide ties.');
  if (tieRule === 'votes' && selection.by === 'votes')
    fault(['tieRule'], 'Votes decide already; choose something else for those who are level.');
  if (tieRule === 'jury' && selection.by === 'jury')
    fault(['tieRule'], 'The jury decides already; choose something else for those who are level.');
  if (tieRule === 'earliest' && config.source === 'brand')
    fault(['tieRule'], 'Your own designs are all there from the start. Choose another rule.');
  if (config.honours.length > config.placeCount)
    fault(['honours'], 'There are more honours than designs selected.');
}
