import { expect, it } from 'vitest';
import { metricHead, metricsOf } from '../../src/runs/metrics.js';
import { words, wordsEvidence } from '../experiment/words.js';

it('figures stand under their ids, null where a run did not measure one', () => {
  expect(metricsOf(words.metrics, wordsEvidence().record)).toEqual({ time_ms: 16, memory: null });
  expect(metricsOf([], wordsEvidence().record)).toEqual({});
});

it('a head has the unit, that of a count has none', () => {
  expect(words.metrics.map(metricHead)).toEqual(['Time, p50 (ms)', 'Memory']);
});
