import { expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.js';
import { COMPONENTS } from '../../src/services/components/index.js';
import { diskMbOf } from '../../src/services/disk-needs.js';

it('services of others take no disk space here', () => {
  const { external } = resolveSettings({ SPARK_REMOTE: 'sc://spark' });
  expect(diskMbOf(['kafka', 'spark'], external)).toBe(COMPONENTS.kafka.diskMb);
  expect(diskMbOf(['kafka', 'spark'], {})).toBe(COMPONENTS.kafka.diskMb + COMPONENTS.spark.diskMb);
});
