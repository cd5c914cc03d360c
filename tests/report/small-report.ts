import type { BaseExperiment } from '../../src/config/experiment.js';
import { html } from '../../src/core/html.js';
import { paragraph } from '../../src/report/blocks.js';
import type { PipelineReport } from '../../src/report/design.js';
import type { ReportInput } from '../../src/report/input.js';
import { phases } from '../../src/report/sections/phases.js';
import type { RunRecord } from '../../src/runs/record.js';
import { EXAMPLE_MACHINE, EXAMPLE_VERSIONS } from './example-environment.js';

/** A report of two sections, one chart and one table, for a pipeline that counts words. */

interface WordCounts {
  readonly words: readonly { readonly word: string; readonly count: number }[];
}

type SmallInput = ReportInput<BaseExperiment, WordCounts>;

const PHASES = [{ name: 'collect', label: 'counting', describes: 'Count the words' }];

const consequence = ({ sections }: RunRecord) =>
  sections['losses'] === undefined ? 'nothing was lost' : 'words were lost';

export const SMALL_REPORT: PipelineReport<BaseExperiment, WordCounts> = {
  keywords: ['words'],
  metrics: [],
  charts: [{ id: 'bars' }],
  canAnalyze: true,
  phases: PHASES,
  consequence,
  keyFigures: () => [
    {
      id: 'words',
      label: 'Different words',
      digits: 0,
      of: ({ results }) => results.words.length,
    },
    {
      id: 'share',
      label: 'Share of the first',
      unit: 'share',
      digits: 1,
      of: ({ results: { words } }) =>
        (words[0]?.count ?? 0) / words.reduce((total, { count }) => total + count, 0),
    },
    { id: 'time', label: 'Time', unit: 'ms', digits: 1, of: () => null },
  ],
  caveats: ({ sections }) => (sections['losses'] === undefined ? [] : ['Words were lost.']),
  sections: [
    {
      id: 'words',
      title: 'Words',
      write: ({ input, cite, chart, figureRef, table, tableRef, sectionRef }) => ({
        opening: paragraph('What was counted.'),
        parts: [
          {
            id: 'counts',
            title: 'Counts',
            body: [
              paragraph(
                html`${tableRef('counts')} and ${figureRef('bars')} rank the words after Zipf
                ${cite('zipf1949')}; ${sectionRef('run')} tells how long that took.`,
              ),
              chart({ id: 'bars', caption: 'The words by their counts' }),
              table({
                id: 'counts',
                caption: 'Counts',
                columns: [{ head: 'Word' }, { head: 'Count', numeric: true }],
                rows: input.results.words.map(({ word, count }) => [word, count]),
              }),
            ],
          },
        ],
      }),
    },
    {
      id: 'run',
      title: 'The run',
      write: (writer) => ({ parts: [phases(writer, { phases: PHASES, consequence })] }),
    },
  ],
  works: [
    {
      id: 'zipf1949',
      type: 'book',
      author: [{ family: 'Zipf', given: 'George Kingsley' }],
      issued: { 'date-parts': [[1949]] },
      title: 'Human Behavior and the Principle of Least Effort',
      publisher: 'Addison-Wesley',
      'publisher-place': 'Cambridge, Massachusetts',
    },
    {
      id: 'never-cited',
      type: 'software',
      author: [{ literal: 'Nobody' }],
      issued: { 'date-parts': [[2000]] },
      title: 'Not cited',
    },
  ],
  soFar: ({ committed }) => ({
    id: 'counted',
    title: 'What was counted so far',
    body: paragraph(`${committed?.['words'] ?? 'no'} words`),
  }),
  sweep: {
    plots: [
      {
        id: 'time',
        caption: 'Time by words',
        yTitle: 'Time (ms)',
        metrics: [{ id: 'time_ms', label: 'Time, p50', unit: 'ms', digits: 1 }],
      },
      {
        id: 'memory',
        caption: 'Memory by words',
        yTitle: 'Memory',
        metrics: [{ id: 'memory', label: 'Memory', digits: 0 }],
      },
    ],
    columns: [
      { id: 'time_ms', label: 'Time, p50', unit: 'ms', digits: 1 },
      { id: 'memory', label: 'Memory', digits: 0 },
    ],
  },
};

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="320" viewBox="0 0 600 320"><defs><clipPath id="clip1"><rect width="600" height="320"/></clipPath></defs><g clip-path="url(#clip1)"><rect width="600" height="320" fill="#eef2f5"/></g></svg>';

/** Made again at each call, so that a test may change it. */
export const smallInput = (): SmallInput =>
  structuredClone({
    record: {
      format: 'streambook-run',
      version: 2,
      pipeline: 'words',
      run_id: '20261121-105812-words',
      experiment: 'words',
      status: 'running',
      seed: 42,
      command: ['run', 'words'],
      process: { pid: 4242 },
      sections: {},
      started_at: '2026-11-21T10:58:12.000Z',
      phases: [
        {
          name: 'prepare',
          started_at: '2026-11-21T10:58:12.000Z',
          duration_ms: 20,
          status: 'done',
        },
        {
          name: 'collect',
          started_at: '2026-11-21T10:58:13.000Z',
          duration_ms: 1320,
          status: 'done',
        },
      ],
      versions: { ...EXAMPLE_VERSIONS, java: null, kafka: null },
      machine: { ...EXAMPLE_MACHINE },
    },
    experiment: {
      name: 'words',
      title: 'Counting words',
      question: 'Which word is the most frequent?',
      seed: 42,
    },
    results: {
      words: [
        { word: 'the', count: 30 },
        { word: 'of', count: 10 },
      ],
    },
    charts: [{ id: 'bars', alt: 'Bars of the counts', svg: SVG }],
  });
