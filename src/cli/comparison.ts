import {
  type ComparedTiming,
  type Comparison,
  isWithinNoise,
  type Unlike,
} from '../experiment/compare/compare-runs.js';
import type { Difference } from '../experiment/verify/check.js';
import { BLOCKS_MIN } from '../stats/block-bootstrap.js';
import { metricHead } from '../runs/metrics.js';
import { columns } from '../core/columns.js';
import { firstFew, numbersDiffer, shown } from './verification-text.js';

const figure = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits));

function noiseWord(timing: ComparedTiming): string {
  const isWithin = isWithinNoise(timing);
  if (timing.ratio === null || isWithin === false) return '';
  if (isWithin) return 'within noise';
  return timing.tooFew.length > 0 ? 'noise unknown' : 'noise not estimated';
}

function timingRow(timing: ComparedTiming): readonly string[] {
  const { metric, first, second, ratio, interval } = timing;
  return [
    metricHead(metric),
    figure(first, metric.digits),
    figure(second, metric.digits),
    ratio === null ? '–' : `${ratio.toFixed(2)} x`,
    interval === null ? '–' : `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`,
    noiseWord(timing),
  ];
}

const ALIGN = ['left', 'right', 'right', 'right', 'right', 'left'] as const;

/** Timings side by side, with the second as a multiple of the first and how sure that is. */
function timingsTable(firstName: string, secondName: string, timings: readonly ComparedTiming[]): string {
  const head = ['', firstName, secondName, 'ratio', '95 % interval', ''];
  return columns([head, ...timings.map(timingRow)], ALIGN);
}

function unlikeLines(title: string, same: string, found: readonly Unlike[]): readonly string[] {
  if (found.length === 0) return [`${title}: ${same}`];
  const rows = found.map(({ name, first, second }) => [`  ${name}`, shown(first), shown(second)]);
  return [`${title}:`, columns(rows, ['left', 'left', 'left'])];
}

function dataLine({ sameDataExpected, incomplete, isDataKnown, data }: Comparison): string {
  if (!isDataKnown)
    return 'data: not compared, because the pipeline does not say which results its seed determines';
  const each = (text: (difference: Difference) => string) => firstFew(data, text).join('; ');
  if (data.length === 0) return 'data: the same, number by number';
  const differing = numbersDiffer(data.length);
  if (incomplete.length > 0) {
    const runs = [...new Set(incomplete)].join(' and ');
    return `data: ${differing}; the ledger of ${runs} is not reconciled, so its data are not all that the seed gives`;
  }
  if (sameDataExpected) {
    const wrong = each(
      ({ path, stored, recomputed }) => `${path} is ${shown(recomputed)}, should be ${shown(stored)}`,
    );
    return `data: NOT the same, although seed and settings give the same: ${differing}: ${wrong}`;
  }
  const other = each(({ path, stored, recomputed }) => `${path} ${shown(stored)} and ${shown(recomputed)}`);
  return `data: different, as expected of another seed or other settings: ${differing}: ${other}`;
}

const HOW_NOISE_IS_ESTIMATED = [
  'The interval is that of the ratio by the noise within both runs (block bootstrap over stretches of time, 95 %);',
  'runs of the same settings can differ by more, which only repetitions show ("sweep": {"repetitions": 5}).',
];

function whyNoiseIsUnknown(timings: readonly ComparedTiming[]): readonly string[] {
  const few = timings.flatMap(({ tooFew }) => tooFew);
  if (few.length === 0) return [];
  const runs = [...new Set(few.map(({ runId }) => runId))].map((runId) => {
    const blocks = [...new Set(few.flatMap((each) => (each.runId === runId ? [each.blocks] : [])))];
    return `${runId} has ${blocks.join(' or ')}${blocks.length > 1 ? ', depending on the figure' : ''}`;
  });
  return [
    `Noise is unknown for figures of which a run has fewer than ${BLOCKS_MIN} stretches of time: ${runs.join('; ')}.`,
  ];
}

/** Two runs side by side: what differs in their settings, then in their timings, then in their data. */
export function comparisonText(firstName: string, secondName: string, comparison: Comparison): string {
  return [
    ...unlikeLines('settings', 'the same, seed included', comparison.settings),
    ...unlikeLines('environment', 'the same machine, versions and commit', comparison.surroundings),
    'timings:',
    timingsTable(firstName, secondName, comparison.timings),
    ...HOW_NOISE_IS_ESTIMATED,
    ...whyNoiseIsUnknown(comparison.timings),
    dataLine(comparison),
  ].join('\n');
}
