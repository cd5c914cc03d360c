import { describe, expect, it } from 'vitest';
import {
  type ComparedTiming,
  compareRuns,
  isWithinNoise,
} from '../../../src/experiment/compare/compare-runs.js';
import type { Pipeline } from '../../../src/experiment/pipeline.js';
import { words, wordsEvidence } from '../words.js';

const first = wordsEvidence({}, 'first');

describe('two runs', () => {
  it('of one experiment differ in nothing', () => {
    expect(compareRuns(words, first, wordsEvidence({}, 'second'))).toMatchObject({
      settings: [],
      surroundings: [],
      sameDataExpected: true,
      incomplete: [],
      data: [],
    });
  });

  it('of other settings have the same data where these do not decide the data', () => {
    const slower = wordsEvidence({ msPerWord: 3 });
    const { settings, sameDataExpected, data, timings } = compareRuns(words, first, slower);
    expect(settings).toEqual([{ name: 'msPerWord', first: 2, second: 3 }]);
    expect([sameDataExpected, data]).toEqual([true, []]);
    expect(timings[0]).toMatchObject({ first: 16, second: 24, ratio: 1.5 });
  });

  it('of another seed or length are to have other data', () => {
    const longer = compareRuns(words, first, wordsEvidence({ length: 10 }));
    expect(longer.sameDataExpected).toBe(false);
    // Eight words from "the" on are 3, 3 and 2 of each; ten are 4, 3 and 3.
    expect(longer.data).toEqual([
      { path: 'words.0.count', stored: 3, recomputed: 4 },
      { path: 'words.2.count', stored: 2, recomputed: 3 },
    ]);
    expect(compareRuns(words, first, wordsEvidence({ seed: 43 })).sameDataExpected).toBe(false);
  });

  it('that lost something are named, since their data are not all that the seed gives', () => {
    const lossy = wordsEvidence({ losses: 1 }, 'lossy');
    expect(compareRuns(words, first, lossy).incomplete).toEqual(['lossy']);
    expect(compareRuns(words, lossy, lossy).incomplete).toEqual(['lossy', 'lossy']);
  });

  it('are told apart by machine, versions and commit', () => {
    const elsewhere = wordsEvidence({}, 'second');
    elsewhere.record.machine!.cores = 4;
    elsewhere.record.versions = { streambook: '0.1.0', node: '22.1.0' };
    Object.assign(elsewhere.manifest!.code, { git_commit: null, git_dirty: null });
    expect(compareRuns(words, first, elsewhere).surroundings).toEqual([
      { name: 'cores', first: 2, second: 4 },
      { name: 'node', first: '20.20.2', second: '22.1.0' },
      { name: 'commit', first: 'c0ffee', second: undefined },
      { name: 'uncommitted_changes', first: false, second: undefined },
    ]);
  });

  it('of a pipeline that does not say what its seed determines have no data to compare', () => {
    const plain: Pipeline = { ...(words as Pipeline) };
    delete (plain as { verifiable?: unknown }).verifiable;
    const { data, incomplete, timings } = compareRuns(plain, first, wordsEvidence({ length: 9, losses: 1 }));
    expect([data, incomplete]).toEqual([[], []]);
    expect(timings[0]).toMatchObject({ interval: null, tooFew: [] });
    const edited = wordsEvidence();
    edited.results.words[0]!.count = 7;
    expect(compareRuns(plain, first, edited)).toMatchObject({ isDataKnown: false, data: [] });
  });
});

it.each([
  ['was not measured', { time_ms: 16 }, {}],
  ['is zero in the first', { time_ms: 0 }, { time_ms: 16 }],
])('a metric that %s has no ratio', (_, one, other) => {
  const [from, to] = [wordsEvidence(), wordsEvidence()];
  [from.record.sections, to.record.sections] = [one, other];
  expect(compareRuns(words, from, to).timings[0]?.ratio).toBeNull();
});

it('a metric has the noise that the pipeline knows of it', () => {
  const noise = (id: string) => ({
    interval: { low: 0.9, high: 1.1 },
    tooFew: [{ runId: id, blocks: 'none' }],
  });
  const noisy = { ...words, verifiable: { ...words.verifiable, noise: () => noise } };
  expect(compareRuns(noisy, first, first).timings.map(({ interval, tooFew }) => [interval, tooFew])).toEqual([
    [{ low: 0.9, high: 1.1 }, [{ runId: 'time_ms', blocks: 'none' }]],
    [{ low: 0.9, high: 1.1 }, [{ runId: 'memory', blocks: 'none' }]],
  ]);
});

it.each([
  [null, null],
  [{ low: 0.9, high: 1.1 }, true],
  [{ low: 1, high: 1.2 }, true],
  [{ low: 1.01, high: 1.2 }, false],
  [{ low: 0.5, high: 0.99 }, false],
])('noise of %j explains a ratio that is not 1: %s', (interval, expected) => {
  expect(isWithinNoise({ interval } as ComparedTiming)).toBe(expected);
});
