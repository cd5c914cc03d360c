import { expect, it } from 'vitest';
import { metric, METRICS } from '../../../src/pipelines/orders/metrics.js';
import { metricHead, metricsOf } from '../../../src/runs/metrics.js';
import { sampleInput } from './report/sample.js';
import { sectionsOf } from '../../../src/pipelines/orders/record.js';

const { record } = await sampleInput();

it('every figure has an id of its own and a value in a finished run', () => {
  expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
  expect(Object.keys(metricsOf(METRICS, record))).toEqual(METRICS.map(({ id }) => id));
  expect(metricsOf(METRICS, record)['committed_p95_ms']).toBe(sectionsOf(record).stream?.commit_ms.p95);
});

it('is null where a run did not come to it', () => {
  expect(metricsOf(METRICS, { ...record, sections: {} })['ack_p50_ms']).toBeNull();
});

it('names its unit, and is found by its id', () => {
  expect(metricHead(metric('committed_p95_ms'))).toBe('Latency to the committed file, p95 (ms)');
  expect(() => metric('none')).toThrow('there is no metric none');
});
