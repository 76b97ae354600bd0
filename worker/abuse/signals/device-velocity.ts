import { deviceUse } from './devices.ts';
import type { Finding } from './finding.ts';
import { placesOf } from './places.ts';
import { type EvidenceIndex, type Row, distinct, groupBy } from './rows.ts';
import type { SignalSettings } from './settings.ts';
import { poissonSurprise, ramp, rounded } from './statistics.ts';

/**
 * One device, many accounts: whatever they vote for, and for one entry.
 *
 * Formula: k accounts used the device; Poisson tail at the mean number of accounts of the other devices. Or k accounts with the
 * device vote for an entry; Poisson tail at the entry's voters × the device's share of the voters who have not voted for
 * it. Accounts are counted and not votes, so votes for others besides, or ballots of pairs, hide nothing. A device that does so from many
 * places is strong: no machine travels like that, but rotating proxies look so (Chiapponi et al. 2022). Whatever the accounts vote for,
 * every second one must come from another place, and then all votes of the device belong to the finding; for one entry,
 * every fourth, and the votes for it.
 *
 * Honest behaviour that looks the same: a family with one tablet (too few accounts); a computer of a library, or a kiosk (one
 * block a day, so one place: weak); a tablet that is passed round at a fair (a new address now and then, not
 * for every second account, and votes for all sorts of entries); a lab (a minority at its address: not found). O(n).
 */
export function deviceVelocity(
  index: EvidenceIndex,
  { deviceVelocity: settings }: SignalSettings,
): Finding[] {
  const use = deviceUse(index);
  return [...use.byDevice.values()].flatMap((ofDevice) => {
    const whole = findingIn(ofDevice, settings, settings.anyEntry, {
      expected: () => use.usualAccounts(ofDevice),
      ofItsBlocks: () => use.shareOfItsBlocks(ofDevice, null),
    });
    const forOne = [...groupBy(ofDevice, ({ targetId }) => targetId)].flatMap(
      ([targetId, rows]) =>
        findingIn(rows, settings, settings.oneEntry, {
          expected: () => use.expectedVoters(ofDevice, targetId),
          ofItsBlocks: () => use.shareOfItsBlocks(rows, targetId),
        }) ?? [],
    );
    // What says no more than the whole is left out.
    return whole ? [whole, ...forOne.filter(({ score }) => score > whole.score)] : forOne;
  });
}

type Settings = SignalSettings['deviceVelocity'];

function findingIn(
  rows: readonly Row[],
  settings: Settings,
  { travellingFrom, standingFrom, placesFrom }: Settings['anyEntry'],
  usual: { expected(): number; ofItsBlocks(): number },
): Finding | null {
  const accounts = distinct(rows, ({ voterId }) => voterId);
  if (accounts < Math.min(travellingFrom, standingFrom)) return null;
  const expected = usual.expected();
  const surprise = poissonSurprise(accounts, expected);
  if (surprise < settings.surpriseFrom) return null;
  const places = placesOf(rows);
  const travels =
    accounts >= travellingFrom &&
    places >= settings.travelsFromPlaces &&
    places >= placesFrom * accounts;
  const shareOfItsBlocks = usual.ofItsBlocks();
  if (!travels && (accounts < standingFrom || shareOfItsBlocks < settings.standingShare))
    return null;
  const [low, high] = settings.travellingScores;
  const sure = ramp(accounts, ...settings.travellingAccounts);
  return {
    signal: 'device-velocity',
    score: travels ? rounded(low + (high - low) * sure) : settings.standingScore,
    detail: {
      accounts,
      blocks: places,
      expectedAccounts: rounded(expected),
      shareOfItsBlocks: rounded(shareOfItsBlocks),
      surprise: rounded(surprise),
    },
    rows,
  };
}
