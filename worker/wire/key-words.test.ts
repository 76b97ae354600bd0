import { expect, it } from 'vitest';
import { keyLabel, keyWords } from './key-words.ts';

it('takes a key apart into its words', () => {
  expect(keyWords('expectedAccounts')).toBe('expected accounts');
  expect(keyWords('top3Votes')).toBe('top3 votes');
  expect(keyWords('not-own_work')).toBe('not own work');
});

it('makes a label of a key, without unit and "id"', () => {
  expect(keyLabel('maxVotesPerDay')).toBe('Max votes per day');
  expect(keyLabel('closesAtMs')).toBe('Closes at');
  expect(keyLabel('stopId')).toBe('Stop');
});
