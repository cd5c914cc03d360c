import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { buildManifest } from '../../src/experiment/manifest.js';
import type { Pipeline } from '../../src/experiment/pipeline.js';
import { parseManifest } from '../../src/runs/read-files.js';
import { words, wordsEvidence } from './words.js';

const manifestOf = (pipeline: Pipeline = words, { record, experiment, results } = wordsEvidence()) =>
  buildManifest({ pipeline, record, experiment, results, jvmFlags: { spark: ['-Xmx1g'] }, topics: [] });

describe('the manifest of a run', () => {
  it('has settings, versions, machine and metrics of the run, and the numbers that the seed gives', async () => {
    const manifest = await manifestOf();
    const { experiment, record, results } = wordsEvidence();
    expect(manifest).toMatchObject({
      run_id: record.run_id,
      experiment,
      versions: record.versions,
      machine: record.machine,
      jvm_flags: { spark: ['-Xmx1g'] },
      numbers: { words: results.words },
      timings: { time_ms: 16, memory: null },
    });
    expect(parseManifest(words)(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
  });

  it('leaves out what the run or its pipeline has not', async () => {
    const plain: Pipeline = { ...words };
    delete (plain as { verifiable?: unknown }).verifiable;
    const evidence = wordsEvidence();
    delete evidence.record.machine;
    delete evidence.record.versions;
    const manifest = await manifestOf(plain, evidence);
    expect(manifest.versions).toBeNull();
    for (const key of ['numbers', 'machine']) expect(manifest).not.toHaveProperty(key);
  });

  it('has the topics as the brokers described them', async () => {
    const { record, experiment, results } = wordsEvidence();
    const topic = { name: 'words-1', partitions: 6, replication: 2, settings: { 'retention.ms': '1' } };
    const parts = { pipeline: words, record, experiment, results, jvmFlags: {}, topics: [topic] };
    expect((await buildManifest(parts)).topics).toEqual([topic]);
  });

  it('names the locked packages by their hash, and the commit where there is one', async () => {
    const { code } = await manifestOf();
    const lockfile = await readFile(join(PROJECT_ROOT, 'package-lock.json'));
    expect(code.lockfile_sha256).toBe(createHash('sha256').update(lockfile).digest('hex'));
    const head = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: PROJECT_ROOT }).catch(
      () => null,
    );
    expect(code.git_commit).toBe(head?.stdout.trim() ?? null);
    expect(code.git_dirty === null).toBe(code.git_commit === null);
  });
});
