import { describe, expect, it } from 'vitest';
import { GroupCommit } from './group-commit.ts';

describe('a group commit', () => {
  it('writes in order, one group at a time, and what came meanwhile in the next', async () => {
    const groups: number[][] = [];
    let writing = 0;
    const commit = new GroupCommit<number>(async (items) => {
      expect(++writing).toBe(1);
      groups.push([...items]);
      await new Promise((resolve) => setTimeout(resolve, 5));
      writing--;
    });
    const first = [commit.add(1), commit.add(2)];
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = [commit.add(3), commit.add(4)];
    expect(commit.waiting).toBe(2);
    await Promise.all([...first, ...second, commit.settled()]);
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('tells nobody that something is written before it is', async () => {
    let written = false;
    const commit = new GroupCommit<number>(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      written = true;
    });
    void commit.add(1);
    await commit.settled();
    expect(written).toBe(true);
  });

  it('fails everything that waits, and whatever comes later, once a write has failed', async () => {
    const commit = new GroupCommit<number>(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      throw new Error('no disk');
    });
    const first = commit.add(1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    const second = commit.add(2);
    for (const promise of [first, second, commit.settled()])
      await expect(promise).rejects.toThrow('no disk');
    await expect(commit.add(3)).rejects.toThrow('no disk');
  });
});
