import { expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.js';
import { neededMegabytes } from '../../src/experiment/disk-needs.js';
import type { Pipeline } from '../../src/experiment/pipeline.js';
import { COMPONENTS } from '../../src/services/components/index.js';
import { words, wordsExperiment } from './words.js';

const needed = (changes: Partial<Pipeline>, env: NodeJS.ProcessEnv = {}) =>
  neededMegabytes({ ...words, ...changes }, wordsExperiment(), resolveSettings(env));

it('a run needs room for its report, its services and what it writes itself', () => {
  const report = needed({});
  expect(report).toBeGreaterThan(0);
  expect(needed({ diskMb: () => 7 })).toBe(report + 7);
  expect(needed({ needs: ['kafka', 'spark'], diskMb: () => 7 })).toBe(
    report + COMPONENTS.kafka.diskMb + COMPONENTS.spark.diskMb + 7,
  );
});

it('services of others write on their own disks', () => {
  const env = { KAFKA_BOOTSTRAP_SERVERS: 'kafka:9092', SPARK_REMOTE: 'sc://spark' };
  expect(needed({ needs: ['kafka', 'spark'] }, env)).toBe(needed({}));
});
