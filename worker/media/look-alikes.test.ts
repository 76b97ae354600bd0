import { expect, it } from 'vitest';
import { findNearDuplicates } from './look-alikes.ts';

const picture = (id: string, differenceHash: string, sha256 = `sha of ${id}`) => ({
  id,
  differenceHash,
  sha256,
});

it('pairs pictures up to eight bits apart, closest first, and no others', () => {
  const all = [
    picture('wanted', 'ffff0000ffff0000'),
    picture('eight', 'ffff0000ffff00ff'),
    picture('one', 'ffff0000ffff0001'),
    picture('nine', 'ffff0000ffff01ff'),
  ];
  expect(findNearDuplicates(all, ['wanted'])).toEqual([
    { mediaId: 'wanted', otherMediaId: 'one', identical: false, distanceBits: 1 },
    { mediaId: 'wanted', otherMediaId: 'eight', identical: false, distanceBits: 8 },
  ]);
});

it('names the very same file first', () => {
  const all = [
    picture('a', '1234123412341234', 'same'),
    picture('b', '1234123412341234'),
    picture('c', '1234123412341234', 'same'),
  ];
  expect(findNearDuplicates(all, ['a']).map((pair) => [pair.otherMediaId, pair.identical])).toEqual(
    [
      ['c', true],
      ['b', false],
    ],
  );
});

it('does not call every picture without structure alike, unless it is the same file', () => {
  const flat = '0000000000000000';
  const all = [picture('a', flat), picture('b', flat), picture('c', flat, 'sha of a')];
  expect(findNearDuplicates(all, ['a']).map((pair) => pair.otherMediaId)).toEqual(['c']);
});

it('says nothing of pictures that are not asked for or do not exist', () => {
  const all = [picture('a', '1234123412341234'), picture('b', '1234123412341234')];
  expect(findNearDuplicates(all, ['none'])).toEqual([]);
});
