import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentReporter } from '../../src/core/reporter.js';
import { StreambookError } from '../../src/core/errors.js';
import { lastLogLines, runLog } from '../../src/runs/run-log.js';
import { enlarge, NEEDS_ROOT, onSmallDisk } from './small-disk.js';

const NOW = '2026-01-31T09:30:00.123Z';
const now = () => new Date(NOW);
const logFolder = () => mkdtemp(join(tmpdir(), 'run-log-'));
const entries = (logs: string): unknown[] =>
  readFileSync(join(logs, 'run.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('runLog', () => {
  it('logs what is reported, and how far bars came, before the call returns', async () => {
    const logs = await logFolder();
    const told: string[] = [];
    using log = await runLog({ logs }, { ...silentReporter, line: (text) => told.push(text) }, now);
    log.reporter.line('produce: 15 s, 100 %d\nof it');
    expect(entries(logs)).toEqual([{ level: 'info', time: NOW, msg: 'produce: 15 s, 100 %d\nof it' }]);
    const bar = log.reporter.bar('sent', 100);
    bar.update(60, '60 events');
    bar.stop();
    expect(entries(logs).at(-1)).toEqual({ level: 'info', time: NOW, msg: 'sent: 60 of 100' });
    expect(told).toEqual(['produce: 15 s, 100 %d\nof it']);
  });

  it('logs errors with their code, stack and causes', async () => {
    const logs = await logFolder();
    using log = await runLog({ logs }, silentReporter, now);
    log.error('produce failed', new StreambookError('GONE', 'no broker', { cause: new Error('refused') }));
    log.error('not an error', 'but a text');
    expect(entries(logs)).toMatchObject([
      {
        level: 'error',
        msg: 'produce failed',
        err: {
          type: 'StreambookError',
          code: 'GONE',
          message: 'no broker: refused',
          stack: expect.stringMatching(
            /no broker\n +at .*run-log\.test\.ts[^]*caused by: Error: refused\n +at /,
          ) as string,
        },
      },
      { level: 'error', msg: 'not an error', err: { message: 'but a text' } },
    ]);
  });

  it('says of an interruption what it was, and not where', async () => {
    const logs = await logFolder();
    using log = await runLog({ logs }, silentReporter, now);
    log.error('the run ended', new StreambookError('INTERRUPTED', 'Ctrl-C'));
    expect(entries(logs)).toEqual([{ level: 'info', time: NOW, msg: 'the run ended: Ctrl-C' }]);
  });

  it('goes on reporting when nothing can be logged, and once it is closed', async () => {
    const logs = await logFolder();
    const told: string[] = [];
    const reporter = { ...silentReporter, line: (text: string) => void told.push(text) };
    (await runLog({ logs: '/nowhere/at/all' }, reporter)).reporter.line('drain');
    const closed = await runLog({ logs }, reporter, now);
    closed.reporter.line('the last');
    closed[Symbol.dispose]();
    closed.reporter.line('too late');
    closed.error('too late', new Error('as well'));
    expect(told).toEqual(['drain', 'the last', 'too late']);
    expect(entries(logs)).toHaveLength(1);
  });

  it('on a full disk keeps nothing from going on that logs, and what was logged follows once there is room', async ({
    skip,
  }) => {
    const couldMount = await onSmallDisk(async (folder) => {
      const texts = ['before it', 'x'.repeat(2 ** 20), 'meanwhile', 'after it'] as const;
      using log = await runLog({ logs: folder }, silentReporter);
      log.reporter.line(texts[0]);
      await writeFile(join(folder, 'filler'), Buffer.alloc(2 ** 19));
      log.reporter.line(texts[1]);
      log.reporter.line(texts[2]);
      const logged = async () => (await readFile(join(folder, 'run.log'), 'utf8')).trimEnd().split('\n');
      expect(await logged()).toHaveLength(2);
      await rm(join(folder, 'filler'));
      await enlarge(folder);
      log.reporter.line(texts[3]);
      const lines = (await logged()).map((line) => JSON.parse(line) as { readonly msg: string });
      expect(lines.map(({ msg }) => msg)).toEqual(texts);
    });
    if (!couldMount) skip(NEEDS_ROOT);
  });
});

describe('lastLogLines', () => {
  it('shows time and message, and the level where it is not info', async () => {
    const logs = await logFolder();
    using log = await runLog({ logs }, silentReporter, now);
    log.reporter.line('left out');
    log.reporter.line('drain: <kill> "it"');
    log.error('the run ended', new Error('spark died', { cause: new Error('killed') }));
    expect(await lastLogLines({ logs }, 2)).toEqual([
      `${NOW} drain: <kill> "it"`,
      `${NOW} error: the run ended: spark died: killed`,
    ]);
  });

  it('shows lines of earlier versions, and one that was cut off, as they are', async () => {
    const logs = await logFolder();
    const lines = [`${NOW} drain: 15 s`, `${NOW}     at perform (run.js:1:1)`, '17', '{"level":"info","ti'];
    await writeFile(join(logs, 'run.log'), `${lines.join('\n')}\n`);
    expect(await lastLogLines({ logs }, 40)).toEqual(lines);
  });

  it('of a run without a log has none', async () => {
    expect(await lastLogLines({ logs: '/nowhere/at/all' }, 40)).toEqual([]);
  });
});
