import { ordersKind } from '../../src/pipelines/orders/config.js';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../src/cli/experiment-commands.js';
import { loadExperiment } from '../../src/pipelines/orders/experiments.js';
import { gridPoints, parseSweep } from '../../src/config/sweep.js';
import { reproductionCommand } from '../../src/report/reproduction.js';
import { sampleInput } from '../pipelines/orders/report/sample.js';
import { smallInput } from './small-report.js';

const { record } = smallInput();

/** What a shell makes of a command: its words. */
const wordsOf = (command: string) =>
  execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');

describe('the command that repeats a run', () => {
  test.each([
    ['quick', {}, ['run', 'quick']],
    ['quick', { seed: 0 }, ['run', 'quick', '--seed', '0']],
    [
      'quick',
      { parameter: ['partitions=3', 'load={"shape":"ramp","from":0,"to":2}'] },
      ['run', 'quick', '-p', 'partitions=3', '-p', 'load={"shape":"ramp","from":0,"to":2}'],
    ],
    [
      "my experiments/it's $HOME `x`.json",
      { seed: 7, durationSeconds: 2.5 },
      ['run', "my experiments/it's $HOME `x`.json", '--seed', '7', '--duration-seconds', '2.5'],
    ],
  ])('%s %o', (name, options, expected) => {
    const command = reproductionCommand({ ...record, command: [...commandOf(name, options)] });
    expect(wordsOf(command)).toEqual(['npx', 'streambook', ...expected]);
  });

  test('a run that no command started is repeated from its stored configuration', () => {
    expect(wordsOf(reproductionCommand({ ...record, command: undefined }))).toEqual([
      'npx',
      'streambook',
      'run',
      `data/runs/${record.run_id}/config.json`,
    ]);
  });

  test('the stored configuration of a point of a sweep is an experiment file, name and all', async () => {
    const { experiment } = await sampleInput();
    const [, point] = gridPoints(
      ordersKind,
      experiment,
      parseSweep(ordersKind, { eventsPerSecond: [20, 440] }, 'a test'),
    );
    const folder = mkdtempSync(join(tmpdir(), 'reproduction-'));
    try {
      const file = join(folder, 'config.json');
      writeFileSync(file, JSON.stringify(point?.experiment));
      expect(await loadExperiment(folder, file)).toEqual(point?.experiment);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
