import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentReporter } from '../../src/core/reporter.js';
import { StreambookError } from '../../src/core/errors.js';
import { runLog } from '../../src/runs/run-log.js';

const now = () => new Date('2026-01-31T09:30:00.123Z');

describe('runLog', () => {
  it('writes down what is reported, how far bars came, and errors with stack and cause', async () => {
    const logs = await mkdtemp(join(tmpdir(), 'run-log-'));
    const told: string[] = [];
    const log = runLog({ logs }, { ...silentReporter, line: (text) => told.push(text) }, now);
    log.reporter.line('produce: 15 s');
    const bar = log.reporter.bar('sent', 100);
    bar.update(60, '60 events');
    bar.stop();
    log.error('produce failed', new Error('no broker', { cause: new Error('refused') }));
    expect(told).toEqual(['produce: 15 s']);
    const lines = (await readFile(join(logs, 'run.log'), 'utf8')).trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith('2026-01-31T09:30:00.123Z '))).toBe(true);
    const texts = lines.map((line) => line.slice(25));
    expect(texts.slice(0, 3)).toEqual([
      'produce: 15 s',
      'sent: 60 of 100',
      'produce failed: Error: no broker',
    ]);
    expect(texts.join('\n')).toMatch(/run-log\.test\.ts[^]*cause[^]*refused/);
  });

  it('says of an interruption what it was, and not where', async () => {
    const logs = await mkdtemp(join(tmpdir(), 'run-log-'));
    runLog({ logs }, silentReporter, now).error(
      'the run ended',
      new StreambookError('INTERRUPTED', 'Ctrl-C'),
    );
    const text = await readFile(join(logs, 'run.log'), 'utf8');
    expect(text).toBe('2026-01-31T09:30:00.123Z the run ended: Ctrl-C\n');
  });

  it('goes on reporting when nothing can be written', () => {
    const told: string[] = [];
    const log = runLog({ logs: '/nowhere/at/all' }, { ...silentReporter, line: (text) => told.push(text) });
    log.reporter.line('drain');
    expect(told).toEqual(['drain']);
  });
});
