import { PIPELINES } from '../../src/pipelines/index.js';
import { orders } from '../../src/pipelines/orders/pipeline.js';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Results, resultsSchema } from '../../src/pipelines/orders/analysis/results.js';
import { ordersExperiment } from '../../src/pipelines/orders/config.js';
import type { RunPaths } from '../../src/config/paths.js';
import { renderReport } from '../../src/experiment/render.js';
import { loadEvidence } from '../../src/experiment/stored-evidence.js';
import { verifyReport, verifyRun } from '../../src/experiment/verify/verify.js';
import { runExperiment } from '../../src/experiment/run-experiment.js';
import { withAdmin } from '../../src/kafka/topics.js';
import { ensureOrdersTopic, ORDERS_TOPIC } from '../../src/pipelines/orders/topic.js';
import type { Order } from '../../src/pipelines/orders/data/fields.js';
import { brokenRules } from '../../src/pipelines/orders/data/rules.js';
import { eventGenerator } from '../../src/pipelines/orders/data/events.js';
import { failures } from '../../src/cli/verification-text.js';
import { readAttachments } from '../../src/report/pdf-attachment.js';
import { silentReporter } from '../../src/core/reporter.js';
import type { RunRecord } from '../../src/runs/record.js';
import type { LatencySection } from '../../src/runs/stream-sections.js';
import { parseManifest, parseRecord } from '../../src/runs/read-files.js';
import type { Settings } from '../../src/config/settings.js';
import { createRunFolder, loadRun } from '../../src/runs/store.js';
import { sendOrders, testKafka, testSettings } from './support.js';
import { sectionsOf } from '../../src/pipelines/orders/record.js';
import { thisHost } from '../../src/experiment/host.js';

const settings = testSettings();
const raw = {
  title: 'A small run',
  question: 'Does everything work together?',
  seed: 7,
  durationSeconds: 6,
  jvmWarmUpSeconds: 1,
  excludedRampUpSeconds: 2,
  validEventsPerSecond: 100,
  invalidEventsPerSecond: 30,
};
const experiment = ordersExperiment(raw, 'small', 'test');
const runId = 'small-run';
let run: RunPaths;
let record: RunRecord;
let results: Results;

async function produceBeside(): Promise<void> {
  await ensureOrdersTopic(testKafka());
  await sendOrders(testKafka(), ORDERS_TOPIC, 'beside', { valid: 300, invalid: 30 });
}

beforeAll(async () => {
  run = await createRunFolder(settings.paths, runId);
  const { signal } = new AbortController();
  let beside: Promise<unknown> | undefined;
  // While the run sends, somebody uses `streambook produce`.
  const line = (text: string) => {
    if (text.startsWith('produce')) beside = produceBeside();
  };
  const reporter = { ...silentReporter, line };
  record = await runExperiment({
    pipeline: orders,
    host: thisHost(),
    experiment,
    runId,
    run,
    settings,
    reporter,
    signal,
  });
  await beside;
  results = resultsSchema.parse(JSON.parse(await readFile(run.results, 'utf8')));
});

/** The orders that must have committed as valid, made again from the seed alone. */
function expectedOrders(): readonly Order[] {
  const eventAt = eventGenerator(experiment);
  return Array.from(
    { length: 600 },
    (_, sequence) => JSON.parse(eventAt('valid', sequence, 0).payload) as Order,
  );
}

async function pdfText(file: string): Promise<readonly string[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = getDocument({ data: new Uint8Array(await readFile(file)), verbosity: 0 });
  const document = await loading.promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const { items } = await (await document.getPage(index + 1)).getTextContent();
      return items
        .map((item) => ('str' in item ? item.str : ''))
        .join(' ')
        .replace(/\s+/g, ' ');
    }),
  );
  await loading.destroy();
  return pages;
}

describe('an experiment from nothing to a report', () => {
  it('leaves a complete record that fits the schema', async () => {
    expect(parseRecord([orders])(JSON.parse(await readFile(run.record, 'utf8')))).toEqual(record);
    expect(record.status).toBe('done');
    expect(record.phases.map(({ name, status }) => `${name} ${status}`)).toEqual(
      [
        'prepare',
        'services',
        'warm_up',
        'start_stream',
        'produce',
        'drain',
        'collect',
        'analyze',
        'charts',
        'report',
      ].map((name) => `${name} done`),
    );
    expect(record.versions).toMatchObject({ kafka: '4.3.0', spark: '4.0.0', node: process.versions.node });
    expect(record.versions?.chromium).toMatch(/^\d+\./);
  });

  it('balances its books, and the brokers agree', () => {
    expect(sectionsOf(record).producer).toMatchObject({ sent_ok: 780, sent_error: 0 });
    expect(sectionsOf(record).ledger).toMatchObject({
      generated: 780,
      acked: 780,
      failed: 0,
      valid: 600,
      invalid: 180,
      lost: 0,
      duplicates: 0,
      unexpected: 0,
      broker_messages: 780,
      reconciled: true,
      reordered: 0,
      missing: [],
      uneven_batches: [],
    });
    const partitions = sectionsOf(record).ledger?.partitions ?? [];
    expect(partitions).toHaveLength(6);
    expect(partitions.reduce((sum, { rows }) => sum + rows, 0)).toBe(780);
    expect(sectionsOf(record).consumer?.processed).toBe(780);
    expect(sectionsOf(record).stream?.input_rows).toBe(780);
  });

  it('has a topic of its own, which is gone with the one of its warm-up', async () => {
    expect(record.topics).toEqual([expect.stringMatching(/^orders-small-run-[0-9a-f]{6}$/)]);
    const topics = await withAdmin(testKafka(), (admin) => admin.listTopics());
    expect(topics).toContain(ORDERS_TOPIC);
    expect(topics.filter((topic) => topic.includes(runId))).toEqual([]);
  });

  it('measures latency after the warm-up only', () => {
    const measured = 4 * 130;
    for (const { count } of [
      sectionsOf(record).producer?.ack_ms,
      sectionsOf(record).consumer?.end_to_end_ms,
      sectionsOf(record).stream?.commit_ms,
    ].map((percentiles) => percentiles ?? { count: -1 })) {
      expect(count).toBe(measured);
    }
    expect(sectionsOf(record).stream?.commit_ms).toMatchObject({ zeros: 0, negatives: 0 });
  });

  it('finds in the data what the seed says', () => {
    const orders = expectedOrders();
    expect(orders.every((order) => brokenRules(JSON.stringify(order)).length === 0)).toBe(true);
    const cents = orders.reduce((sum, order) => sum + Math.round(order.total_amount * 100), 0);
    const { totals, cleaning, quality, item_weekday: cells } = results.analysis;
    expect(totals).toMatchObject({ orders: 600, revenue: cents / 100 });
    expect(totals.quantity).toBe(orders.reduce((sum, order) => sum + order.quantity, 0));
    expect(cleaning).toMatchObject({ rows_read: 600, rows_kept: 600 });
    const breadOnMondays = orders.filter((order) => order.item === 'bread' && order.weekday_num === 0);
    expect(cells.find((cell) => cell.item === 'bread' && cell.weekday_num === 0)?.orders).toBe(
      breadOnMondays.length,
    );
    expect(quality.invalid_rows).toBe(180);
    // Of what the valid producer sent, every row that is found invalid would be a false alarm.
    for (const { mode, rows, detected } of quality.modes) {
      expect({ mode, detected }).toEqual({ mode, detected: mode === 'none' ? 0 : rows });
    }
  });

  it('prints a PDF whose text has the numbers of the record', async () => {
    const pages = await pdfText(record.report?.pdf ?? '');
    expect(pages.length).toBeGreaterThan(5);
    const text = pages.join(' ');
    for (const expected of [
      'A small run',
      'Does everything work together?',
      'small-run',
      'Bibliography',
      '780',
    ]) {
      expect(text).toContain(expected);
    }
    const revenue = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 }).format(
      results.analysis.totals.revenue,
    );
    expect(text).toContain(revenue);
  });

  it('leaves every chart as SVG and PNG', async () => {
    const charts = join(settings.paths.reports, runId, 'charts');
    for (const id of [
      'item-weekday-3d',
      'weekday-hour-heatmap',
      'pareto',
      'order-value-box',
      'latency-percentiles',
      'throughput',
      'invalid-reasons',
    ]) {
      expect(await readFile(join(charts, `${id}.svg`), 'utf8')).toContain('<svg');
      expect((await stat(join(charts, `${id}.png`))).size).toBeGreaterThan(1000);
    }
  });

  it('takes the way to the file apart by six timestamps', () => {
    const { stages, raw_ms: raw, corrected_ms: corrected } = sectionsOf(record).latency as LatencySection;
    for (const [stage, { count, p50 }] of Object.entries(stages)) {
      expect([stage, count]).toEqual([stage, 4 * 130]);
      expect(p50).not.toBeNull();
    }
    // Whole milliseconds of the broker's clock against microseconds of ours: a little below zero is no surprise.
    expect(stages.batch_start_to_committed).toMatchObject({ zeros: 0, negatives: 0 });
    expect(corrected.p50 ?? 0).toBeGreaterThanOrEqual((raw.p50 ?? 0) * 0.99);
    expect(sectionsOf(record).latency?.batch_wait_explained_ms.p50).toBeGreaterThan(0);
  });

  it('leaves a manifest in folder and PDF, from which the numbers follow', async () => {
    const stored = await readFile(run.manifest, 'utf8');
    const manifest = parseManifest(orders)(JSON.parse(stored));
    const attached = await readAttachments(await readFile(record.report?.pdf ?? ''), 'report.pdf');
    expect(JSON.parse(attached.get('manifest.json') ?? '')).toEqual(manifest);
    expect(manifest).toMatchObject({
      run_id: runId,
      experiment,
      versions: record.versions,
      topics: [{ name: record.topics?.[0], partitions: 6, replication: 2 }],
      numbers: { events: { valid: { count: 600 }, invalid: { count: 180 } } },
    });
    expect(manifest.topics[0]?.settings).toMatchObject({ 'message.timestamp.type': 'LogAppendTime' });
    expect(Object.keys(manifest.jvm_flags)).toEqual(['broker-1', 'broker-2', 'controller-3', 'spark']);
  });

  it('can be verified, from its folder and from its PDF, with every page', async () => {
    const evidence = await loadEvidence(orders, await loadRun([orders], settings.paths, runId));
    const stored = await verifyRun(orders, evidence);
    expect(failures(stored)).toEqual([]);
    expect(stored.claimed.join()).toContain('were measured');

    const printed = await verifyReport(PIPELINES, await readFile(record.report?.pdf ?? ''), 'report.pdf');
    expect(failures(printed)).toEqual([]);
    expect(printed).toMatchObject({ holds: true, pages: { compared: 'drawings', differences: [] } });

    const otherSeed = { ...evidence, experiment: { ...evidence.experiment, seed: 8 } };
    const found = failures(await verifyRun(orders, otherSeed)).join();
    for (const path of ['events.valid.sha256', 'events.invalid.sha256', 'analysis.totals.revenue']) {
      expect(found).toContain(path);
    }
  });

  it('can be rendered again from what is stored', async () => {
    const stored = await loadRun([orders], settings.paths, runId);
    const { pdf } = await renderReport(orders, settings.paths, stored, new AbortController().signal);
    expect((await pdfText(pdf)).join(' ')).toContain('small-run');
  });
});

describe('an experiment that fails', () => {
  it('keeps its folder and says which phase failed and why', async () => {
    const failing = await createRunFolder(settings.paths, 'failing-run');
    const { signal } = new AbortController();
    const unreachable: Settings = { ...settings, external: { kafka: '127.0.0.1:1' } };
    const options = {
      experiment,
      runId: 'failing-run',
      run: failing,
      settings: unreachable,
      reporter: silentReporter,
    };
    await expect(runExperiment({ pipeline: orders, host: thisHost(), ...options, signal })).rejects.toThrow(
      '127.0.0.1:1',
    );
    const { record: stored } = await loadRun([orders], settings.paths, 'failing-run');
    expect(stored.status).toBe('failed');
    expect(stored.error).toMatchObject({ phase: 'services', code: 'KAFKA_UNREACHABLE' });
    expect(stored.report).toBeUndefined();
  });

  it('says that it was interrupted, and stops at once', async () => {
    const interrupted = await createRunFolder(settings.paths, 'interrupted-run');
    const controller = new AbortController();
    const { StreambookError } = await import('../../src/core/errors.js');
    const reporter = {
      ...silentReporter,
      line: (text: string) => {
        if (text.startsWith('produce')) {
          setTimeout(
            () => controller.abort(new StreambookError('INTERRUPTED', 'Interrupted by SIGINT')),
            500,
          );
        }
      },
    };
    const options = { experiment, runId: 'interrupted-run', run: interrupted, settings, reporter };
    await expect(
      runExperiment({ pipeline: orders, host: thisHost(), ...options, signal: controller.signal }),
    ).rejects.toThrow('Interrupted');
    const { record: stored } = await loadRun([orders], settings.paths, 'interrupted-run');
    expect(stored).toMatchObject({ status: 'interrupted', error: { phase: 'produce', code: 'INTERRUPTED' } });
  });
});
