import type { Machine, RunVersions } from '../../src/runs/record.js';

/** What the runs of tests say that they ran on. */
export const EXAMPLE_MACHINE: Machine = {
  os: 'Linux 6.1 x64',
  cpu: 'Example CPU at 2.8 GHz',
  cores: 2,
  memory_mb: 8192,
};

/** With the browser's, which is not known before the report is printed. */
export const EXAMPLE_VERSIONS: RunVersions = {
  streambook: '0.1.0',
  node: '20.20.2',
  java: '17.0.17',
  kafka: '4.3.0',
  spark: '4.0.0',
  faker: '10.6.0',
  danfo: '1.2.0',
  vega: '6.4.0',
  chromium: null,
};
