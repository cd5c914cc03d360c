import { z } from 'zod';
import { vegaLiteChart } from '../../src/charts/spec.js';
import { sweepableSettings } from '../../src/config/axes.js';
import { BASE_SETTINGS, type BaseExperiment, resolveExperiment } from '../../src/config/experiment.js';
import { StreambookError } from '../../src/core/errors.js';
import type { Evidence } from '../../src/experiment/evidence.js';
import type { Pipeline, Verifiable } from '../../src/experiment/pipeline.js';
import { check, compare } from '../../src/experiment/verify/check.js';
import type { Metric } from '../../src/runs/metrics.js';
import type { RunRecord } from '../../src/runs/record.js';
import { SMALL_REPORT } from '../report/small-report.js';

/** A pipeline that needs no service: it draws words by the seed and counts them, so that the engine's tests run it for real. */

const schema = z.strictObject({
  ...BASE_SETTINGS,
  length: z.int().min(1).max(1000).default(8).meta({
    label: 'Length of the text',
    unit: 'words',
    sweepable: true,
  }),
  msPerWord: z
    .number()
    .min(0)
    .default(2)
    .meta({ label: 'Time for a word', unit: 'ms', sweepable: true, decidesData: false }),
  losses: z.int().min(0).default(0).meta({ label: 'Words that are lost', decidesData: false }),
});
export type Words = z.output<typeof schema> & BaseExperiment;

const results = z.strictObject({
  words: z.array(z.strictObject({ word: z.string(), count: z.int() })),
});
export type WordCounts = z.output<typeof results>;

const VOCABULARY = ['the', 'of', 'and'];

/** The first third of the words is "the", and so on, turned by the seed. */
function counted({
  seed,
  length,
  losses = 0,
}: Pick<Words, 'seed' | 'length'> & { losses?: number }): WordCounts {
  const text = Array.from({ length: length - losses }, (_, index) => VOCABULARY[(seed + index) % 3]);
  const words = VOCABULARY.map((word) => ({ word, count: text.filter((each) => each === word).length }));
  return { words: words.filter(({ count }) => count > 0) };
}

const numberIn = ({ sections }: RunRecord, name: string): number | null => {
  const value = sections[name];
  return typeof value === 'number' ? value : null;
};

const METRICS: readonly Metric<RunRecord>[] = [
  { id: 'time_ms', label: 'Time, p50', unit: 'ms', digits: 1, of: (record) => numberIn(record, 'time_ms') },
  { id: 'memory', label: 'Memory', digits: 0, of: (record) => numberIn(record, 'memory') },
];

const verifiable: Verifiable<Words, WordCounts> = {
  dataOf: ({ words }) => ({ words }),
  isComplete: ({ sections }) => sections['losses'] === undefined,
  claims: ({ record }) => [`that counting took ${String(record.sections['time_ms'])} ms`],
  numbersOf: (_, __, { words }) => ({ words }),
  replay: (_, experiment) => Promise.resolve({ words: counted(experiment).words }),
  seedChecks: ({ experiment, results: stored }) =>
    Promise.resolve([check('the words', [compare('words', stored.words, counted(experiment).words)])]),
  dataChecks: ({ experiment, record }) => [
    check('the time', [
      compare('time_ms', record.sections['time_ms'], experiment.length * experiment.msPerWord),
    ]),
  ],
  noise: () => () => ({ interval: null, tooFew: [] }),
};

export const words = {
  name: 'words',
  version1: { sections: [], names: {} },
  describes: 'words, counted',
  config: { schema, axes: sweepableSettings(schema) },
  sections: z.strictObject({ time_ms: z.number().optional(), losses: z.int().optional() }),
  packages: { 'vega-lite': 'vega-lite' },
  needs: [],
  results,
  metrics: METRICS,
  async run({ experiment, phase, add }) {
    const { length, msPerWord, losses } = experiment;
    const found = await phase('collect', `${length} words`, () => Promise.resolve(counted(experiment)));
    await add({ sections: { time_ms: length * msPerWord, ...(losses > 0 && { losses }) } });
    return { results: found };
  },
  failureOf(record) {
    const losses = numberIn(record, 'losses');
    if (losses === null) return undefined;
    const error = new StreambookError('WORDS_LOST', `${losses} words were lost`);
    return { phase: 'collect', error };
  },
  verifiable,
  totalsOf: (found) => ({ words: found.words.reduce((sum, { count }) => sum + count, 0) }),
  charts: [
    {
      id: 'bars',
      title: 'Words',
      describes: 'Bars of the counts',
      spec: ({ words: values }) =>
        vegaLiteChart({
          data: { values: [...values] },
          mark: 'bar',
          encoding: { x: { field: 'word' }, y: { field: 'count', type: 'quantitative' } },
        }),
    },
  ],
  report: SMALL_REPORT,
} satisfies Pipeline<Words, WordCounts>;

export const wordsExperiment = (changes: object = {}): Words =>
  resolveExperiment<Words>(
    words.config,
    { title: 'Counting words', question: 'Which word is the most frequent?', ...changes },
    'count',
    'a test',
  );

/** What a run of this experiment left; made again at each call, so that a test may change it. */
export function wordsEvidence(changes: object = {}, runId = '20260131-093000-count'): WordsEvidence {
  const experiment = wordsExperiment(changes);
  const { seed, length, msPerWord, losses } = experiment;
  const machine = { os: 'Linux 6.1 x64', cpu: 'Example CPU', cores: 2, memory_mb: 8192 };
  const versions = { streambook: '0.1.0', node: '20.20.2' };
  const record: RunRecord = {
    format: 'streambook-run',
    version: 2,
    run_id: runId,
    pipeline: 'words',
    experiment: 'count',
    status: 'done',
    seed,
    started_at: '2026-01-31T09:30:00.000Z',
    finished_at: '2026-01-31T09:30:04.000Z',
    process: { pid: 4242 },
    phases: [{ name: 'collect', started_at: '2026-01-31T09:30:01.000Z', duration_ms: 12, status: 'done' }],
    versions,
    machine,
    sections: { time_ms: length * msPerWord, ...(losses > 0 && { losses }) },
  };
  return {
    experiment,
    record,
    results: counted(experiment),
    manifest: {
      format: 'streambook-manifest',
      version: 2,
      run_id: runId,
      pipeline: 'words',
      experiment: { ...experiment },
      code: { git_commit: 'c0ffee', git_dirty: false, lockfile_sha256: '0'.repeat(64) },
      versions: { ...versions },
      machine: { ...machine },
      limits: { cpu_cores: null, memory_mb: null },
      jvm_flags: {},
      topics: [],
      notebooks: [],
      numbers: { words: counted(experiment).words },
      timings: { time_ms: length * msPerWord, memory: null },
    },
    latencies: undefined,
  };
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
export type WordsEvidence = Mutable<Evidence<Words, WordCounts>>;
