import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runPaths } from '../../src/config/paths.js';
import { StreambookError } from '../../src/core/errors.js';
import { silentReporter } from '../../src/core/reporter.js';
import { runRecorder } from '../../src/experiment/phases.js';
import type { RunRecord } from '../../src/runs/record.js';
import { saveRecord } from '../../src/runs/store.js';
import { thisHost } from '../../src/experiment/host.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'phases-test-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const FIRST: RunRecord = {
  format: 'streambook-run',
  version: 2,
  pipeline: 'words',
  run_id: 'a-run',
  experiment: 'quick',
  status: 'running',
  seed: 42,
  started_at: '2026-01-31T09:30:00.000Z',
  process: { pid: 1 },
  sections: {},
  phases: [],
};

function recorderOf(lines: string[] = []) {
  const ending = new AbortController();
  const run = { ...runPaths(home, 'a-run'), folder: home, record: join(home, 'run.json') };
  const reporter = { ...silentReporter, line: (text: string) => void lines.push(text) };
  const recorder = runRecorder(run, FIRST, { reporter, signal: ending.signal, host: thisHost() });
  const stored = async () => JSON.parse(await readFile(run.record, 'utf8')) as RunRecord;
  return { recorder, ending, stored, run };
}

const phasesOf = ({ phases }: RunRecord) => phases.map(({ name, status }) => `${name} ${status}`);

describe('a phase', () => {
  it('stands in run.json while it runs, and with its time when it is done', async () => {
    const lines: string[] = [];
    const { recorder, stored } = recorderOf(lines);
    const value = await recorder.phase('start_stream', 'a query', async () => {
      expect(phasesOf(await stored())).toEqual(['start_stream running']);
      return 7;
    });
    expect(value).toBe(7);
    const record = await stored();
    expect(phasesOf(record)).toEqual(['start_stream done']);
    expect(record.phases[0]?.duration_ms).toBeGreaterThanOrEqual(0);
    expect(lines[0]).toBe('start stream: a query');
    expect(lines[1]).toMatch(/^✓ start stream \d+\.\d s$/);
  });

  it('that fails is recorded as failed, and its own error is thrown', async () => {
    const { recorder, stored } = recorderOf();
    await recorder.phase('prepare', '', () => Promise.resolve());
    await expect(recorder.phase('drain', '', () => Promise.reject(new Error('gone')))).rejects.toThrow(
      'gone',
    );
    expect(phasesOf(await stored())).toEqual(['prepare done', 'drain failed']);
  });

  it('that hangs is given up when the signal fires, with the reason of the signal', async () => {
    const lines: string[] = [];
    const { recorder, ending, stored } = recorderOf(lines);
    const hanging = recorder.phase('drain', '', () => new Promise(() => undefined));
    ending.abort(new StreambookError('SERVICE_DIED', 'spark died'));
    await expect(hanging).rejects.toThrow('spark died');
    expect(phasesOf(await stored())).toEqual(['drain failed']);
    expect(lines.at(-1)).toMatch(/^✗ drain/);
  });

  it('that ends because of the signal, without an error of its own, has not been done', async () => {
    const { recorder, ending, stored } = recorderOf();
    const stopped = recorder.phase('produce', '', async () => {
      ending.abort(new StreambookError('INTERRUPTED', 'Interrupted by SIGINT'));
      await sleep(1);
    });
    await expect(stopped).rejects.toThrow('Interrupted');
    expect(phasesOf(await stored())).toEqual(['produce failed']);
    await expect(recorder.phase('drain', '', () => Promise.resolve())).rejects.toThrow('Interrupted');
    expect(phasesOf(await stored())).toEqual(['produce failed']);
  });
});

describe('the end of a run', () => {
  it.each([
    [new StreambookError('INTERRUPTED', 'Interrupted by SIGINT'), 'interrupted', 'INTERRUPTED'],
    [new StreambookError('SERVICE_DIED', 'spark died'), 'failed', 'SERVICE_DIED'],
    [new Error('a bug\n  at somewhere'), 'failed', 'UNEXPECTED'],
  ])('by %s is recorded with status, phase, code and one line', async (error, status, code) => {
    const { recorder, stored } = recorderOf();
    await recorder.phase('drain', '', () => Promise.resolve());
    await recorder.fail(error);
    const record = await stored();
    expect(record).toMatchObject({ status, error: { phase: 'drain', code } });
    expect(record.error?.message).not.toContain('\n');
    expect(record.finished_at).toBeDefined();
  });

  it('may name an earlier phase, where the fault was found', async () => {
    const { recorder, stored } = recorderOf();
    await recorder.phase('report', '', () => Promise.resolve());
    await recorder.fail(new Error('lost'), 'collect');
    expect((await stored()).error?.phase).toBe('collect');
  });
});

it('changes at the same time are written one after the other: the last one stays', async () => {
  const { recorder, stored, run } = recorderOf();
  await saveRecord(run, FIRST);
  await Promise.all(Array.from({ length: 20 }, (_, index) => recorder.add({ topics: [`topic-${index}`] })));
  expect((await stored()).topics).toEqual(['topic-19']);
});

it('adds sections and versions one by one, and keeps those that were there', async () => {
  const { recorder, stored } = recorderOf();
  await recorder.add({ sections: { first: 1 }, versions: { node: '20' } });
  await recorder.add({ sections: { second: 2 }, versions: { spark: '4' } });
  expect(await stored()).toMatchObject({
    sections: { first: 1, second: 2 },
    versions: { node: '20', spark: '4' },
  });
});

it('says when a run is done', async () => {
  const { recorder, stored } = recorderOf();
  await recorder.finish();
  expect(await stored()).toMatchObject({ status: 'done', finished_at: expect.any(String) as string });
});
