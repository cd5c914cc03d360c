import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Check } from '../../../../src/experiment/verify/check.js';
import { claimsOf } from '../../../../src/experiment/verify/claims.js';
import { identity } from '../../../../src/experiment/verify/identity.js';
import { orders } from '../../../../src/pipelines/orders/pipeline.js';
import { replay } from '../../../../src/pipelines/orders/replay.js';
import type { OrdersEvidence } from '../../../../src/pipelines/orders/verify/evidence.js';
import { dataChecks } from '../../../../src/pipelines/orders/verify/from-data.js';
import { checksAgainst } from '../../../../src/pipelines/orders/verify/from-seed.js';
import { simulatedExperiment, simulateRun } from '../simulated-run.js';

/** What verify cannot check, by the claim that says so. Whoever adds a figure that no check covers has to list it here. */
const CLAIMED: Readonly<Record<string, readonly string[]>> = {
  'when each event was sent, acknowledged and committed': [
    'record.sections.stream.query_id',
    'results.measurements.batches.*.batch_id',
    'results.measurements.batches.*.second',
  ],
  'the latencies in the histograms were measured': [
    'latencies.ack.valid.block_seconds',
    'latencies.ack.invalid.block_seconds',
    'latencies.tracker.block_seconds',
    'latencies.committed.block_seconds',
  ],
  'in which partition each event was, and how many messages the brokers counted': [
    'record.sections.ledger.partitions.*.partition',
    'record.sections.ledger.broker_messages',
  ],
  'how fast the tracker read': [
    'record.sections.consumer.errors',
    'record.sections.consumer.commits',
    'record.sections.consumer.throughput_eps',
  ],
  'that the run began at': [
    'record.started_at',
    'record.process.pid',
    'record.phases.*.name',
    'record.phases.*.started_at',
    'record.phases.*.duration_ms',
    'record.phases.*.status',
  ],
  'the commit': [
    'manifest.code.git_commit',
    'manifest.code.git_dirty',
    'manifest.code.lockfile_sha256',
    'manifest.limits.cpu_cores',
    'manifest.limits.memory_mb',
    'manifest.topics.*.name',
    'manifest.topics.*.partitions',
    'manifest.topics.*.replication',
  ],
};

/** A file with another value there cannot be read. */
const LITERAL = /^(record|manifest|latencies)\.(format|version)$|^record\.(status|pipeline)$/;

let home: string;
let evidence: OrdersEvidence;
let numbers: Awaited<ReturnType<typeof replay>>;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'every-value-test-'));
  // Short: every edit decodes all histograms, and there is one for each second.
  const short = simulatedExperiment({ durationSeconds: 4, excludedRampUpSeconds: 1 });
  const { record, experiment, results, manifest, latencies } = await simulateRun(home, 'a-run', short);
  evidence = JSON.parse(JSON.stringify({ record, experiment, results, manifest, latencies })) as never;
  numbers = await replay(record.run_id, experiment);
}, 60_000);
afterAll(() => rm(home, { recursive: true }));

type Holder = Record<string, unknown>;

interface Leaf {
  readonly holder: Holder;
  readonly key: string;
  /** Entries of lists have a star in place of their index. */
  readonly path: string;
}

const leavesOf = (holder: Holder, path: string): readonly Leaf[] =>
  Object.entries(holder).flatMap(([key, value]) => {
    const here = `${path}.${Array.isArray(holder) ? '*' : key}`;
    const isLeaf = typeof value !== 'object' || value === null;
    return isLeaf ? [{ holder, key, path: here }] : leavesOf(value as Holder, here);
  });

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value === 0 ? 1 : Math.floor(value / 2);
  if (typeof value === 'string') return `${value}x`;
  return typeof value === 'boolean' ? !value : 1;
}

/** Decoding the histograms takes longest, so they are asked last. */
const CHECKS: readonly (() => readonly Check[])[] = [
  () => [identity(orders, evidence)],
  () => checksAgainst(numbers, evidence),
  () => dataChecks({ ...evidence, latencies: undefined }),
  () => dataChecks(evidence),
];

function differs(): boolean {
  try {
    return CHECKS.some((checks) => checks().some(({ differences }) => differences.length > 0));
  } catch {
    return true;
  }
}

it('every value of a run is checked, or is among what the run claims', () => {
  expect(differs()).toBe(false);
  // Of a list, the last entry stands for all.
  const leaves = new Map(
    Object.entries(evidence).flatMap(([part, value]) =>
      leavesOf(value as Holder, part).map((leaf) => [leaf.path, leaf] as const),
    ),
  );
  const unseen = [...leaves.values()].filter(({ holder, key }) => {
    const before = holder[key];
    holder[key] = otherThan(before);
    const isSeen = differs();
    holder[key] = before;
    return !isSeen;
  });
  const claimed = unseen.map(({ path }) => path).filter((path) => !LITERAL.test(path));
  expect(claimed.sort()).toEqual(Object.values(CLAIMED).flat().sort());
}, 120_000);

it.each(Object.keys(CLAIMED))('that it claims is said: %s', (claim) => {
  expect(claimsOf(orders, evidence).join('\n')).toContain(claim);
});
