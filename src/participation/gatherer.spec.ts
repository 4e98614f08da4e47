import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../test/support/eventually.js';
import { FlushCapacity } from './flush-capacity.js';
import { Gatherer } from './gatherer.js';

const LIMITS = { gatherMs: 1, batch: 4, jobs: 4, flushes: 1 };
const capacity = () => new FlushCapacity({ waiting: 8, writing: 2 });

/** PostgreSQL's way of saying that a row is at fault. */
const badRow = () => Object.assign(new Error('violates'), { code: '23503' });

describe('a gatherer', () => {
  it('writes what arrives together in one flush and answers each job with its own result', async () => {
    const flushes: number[][] = [];
    const gatherer = new Gatherer<number, number>(
      (jobs) => {
        flushes.push([...jobs]);
        return Promise.resolve(jobs.map((job) => job * 10));
      },
      LIMITS,
      capacity(),
    );
    expect(await Promise.all([1, 2, 3].map((job) => gatherer.add(job, 1)))).toEqual([10, 20, 30]);
    expect(flushes).toEqual([[1, 2, 3]]);
  });

  it('runs one flush at a time, none heavier than the limit, in the order of arrival', async () => {
    let running = 0;
    const flushes: number[][] = [];
    const gatherer = new Gatherer<number, number>(
      async (jobs) => {
        expect(++running).toBe(1);
        flushes.push([...jobs]);
        await Promise.resolve();
        running--;
        return jobs;
      },
      LIMITS,
      capacity(),
    );
    await Promise.all([1, 2, 3, 4].map((job) => gatherer.add(job, 2)));
    expect(flushes).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await gatherer.add(5, 6)).toBe(5); // heavier than a flush: alone
  });

  it('prepares the next flush while one is written, and no third', async () => {
    const begun: number[][] = [];
    const ends: (() => void)[] = [];
    const gatherer = new Gatherer<number, number>(
      (jobs) => {
        begun.push([...jobs]);
        return new Promise((resolve) => ends.push(() => resolve(jobs)));
      },
      { ...LIMITS, batch: 1, flushes: 2 },
      capacity(),
    );
    const all = [1, 2, 3].map((job) => gatherer.add(job, 1));
    await eventually(() => begun.length === 2);
    expect(gatherer.idle).toBe(false);
    ends[1]!();
    expect(await all[1]).toBe(2); // the second need not wait for the first
    await eventually(() => begun.length === 3);
    const settled = gatherer.settled();
    for (const end of ends) end();
    await settled;
    expect(gatherer.idle).toBe(true);
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
    expect(begun).toEqual([[1], [2], [3]]);
  });

  it('refuses what it could not serve in time, and takes more when the queue is shorter', async () => {
    const gatherer = new Gatherer<number, number>((jobs) => Promise.resolve(jobs), LIMITS, capacity());
    const first = gatherer.add(1, 8);
    await expect(gatherer.add(2, 1)).rejects.toMatchObject({ code: 'overloaded' });
    expect(await first).toBe(1);
    expect(await gatherer.add(3, 8)).toBe(3);
  });

  it('a job that cannot be written does not take the others with it', async () => {
    const gatherer = new Gatherer<number, number>(
      (jobs) => (jobs.includes(3) ? Promise.reject(badRow()) : Promise.resolve(jobs)),
      LIMITS,
      capacity(),
    );
    const answers = await Promise.allSettled([1, 2, 3, 4].map((job) => gatherer.add(job, 1)));
    expect(answers.map((answer) => answer.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('a lost database fails the flush once, and the next flush is tried as ever', async () => {
    let flushes = 0;
    const gatherer = new Gatherer<number, number>(
      (jobs) => {
        flushes++;
        return flushes === 1 ? Promise.reject(new Error('connection lost')) : Promise.resolve(jobs);
      },
      LIMITS,
      capacity(),
    );
    const answers = await Promise.allSettled([1, 2, 3, 4].map((job) => gatherer.add(job, 1)));
    expect(answers.every((answer) => answer.status === 'rejected')).toBe(true);
    expect(flushes).toBe(1);
    expect(await gatherer.add(5, 1)).toBe(5);
  });

  it('shares with others what may wait and how many write at one moment', async () => {
    const shared = capacity();
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const gatherer = (name: string) =>
      new Gatherer<number, number>(
        (jobs) => {
          begun.push(name);
          return new Promise((resolve) => ends.push(() => resolve(jobs)));
        },
        LIMITS,
        shared,
      );
    const all = ['a', 'b', 'c'].map((name) => gatherer(name).add(1, 2));
    await expect(gatherer('d').add(1, 3)).rejects.toMatchObject({ code: 'overloaded' });
    await eventually(() => begun.length === 2);
    ends.shift()!();
    expect(await Promise.race(all)).toBe(1);
    await eventually(() => begun.length === 3);
    for (const end of ends) end();
    expect(await Promise.all(all)).toEqual([1, 1, 1]);
    expect(begun).toEqual(['a', 'b', 'c']);
    expect(
      await Promise.all([new Gatherer<number, number>((j) => Promise.resolve(j), LIMITS, shared).add(7, 8)]),
    ).toEqual([7]);
  });
});
