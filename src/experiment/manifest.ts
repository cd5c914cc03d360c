import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BaseExperiment } from '../config/experiment.js';
import { PROJECT_ROOT } from '../config/paths.js';
import { readTextIfThere } from '../core/files.js';
import type { Manifest } from '../runs/manifest.js';
import type { RunRecord } from '../runs/record.js';
import type { Pipeline } from './pipeline.js';
import { metricsOf } from '../runs/metrics.js';

interface ManifestParts {
  readonly record: RunRecord;
  readonly pipeline: Pipeline;
  readonly experiment: BaseExperiment;
  readonly results: unknown;
  readonly jvmFlags: Manifest['jvm_flags'];
  readonly topics: Manifest['topics'];
}

export async function buildManifest({
  pipeline,
  record,
  experiment,
  results,
  jvmFlags,
  topics,
}: ManifestParts): Promise<Manifest> {
  const { run_id: runId, versions = null } = record;
  return {
    format: 'streambook-manifest',
    version: 2,
    run_id: runId,
    pipeline: pipeline.name,
    experiment: { ...experiment },
    code: await codeState(),
    versions,
    ...(record.machine && { machine: record.machine }),
    limits: await cgroupLimits(),
    jvm_flags: jvmFlags,
    topics: [...topics],
    notebooks: [],
    ...(pipeline.verifiable && { numbers: pipeline.verifiable.numbersOf(experiment, record, results) }),
    timings: metricsOf(pipeline.metrics, record),
  };
}

async function git(...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('git', [...args], { cwd: PROJECT_ROOT })).stdout.trim();
  } catch {
    return undefined;
  }
}

async function codeState(): Promise<Manifest['code']> {
  const lockfile = await readFile(join(PROJECT_ROOT, 'package-lock.json'));
  const lockfileSha256 = createHash('sha256').update(lockfile).digest('hex');
  // A project unpacked inside some other repository has no commit of its own.
  const top = await git('rev-parse', '--show-toplevel');
  const isOwn = top !== undefined && (await realpath(top)) === (await realpath(PROJECT_ROOT));
  const commit = isOwn ? await git('rev-parse', 'HEAD') : undefined;
  const changes = commit === undefined ? undefined : await git('status', '--porcelain');
  return {
    git_commit: commit ?? null,
    git_dirty: changes === undefined ? null : changes !== '',
    lockfile_sha256: lockfileSha256,
  };
}

/** Version 2 of cgroups: `cpu.max` holds "quota period" in microseconds or "max period", `memory.max` bytes or "max". */
async function cgroupLimits(): Promise<Manifest['limits']> {
  const read = async (name: string) => (await readTextIfThere(join('/sys/fs/cgroup', name)))?.trim();
  const [quota = 'max', period = '100000'] = (await read('cpu.max'))?.split(' ') ?? [];
  const memory = (await read('memory.max')) ?? 'max';
  return {
    cpu_cores: quota === 'max' ? null : Number(quota) / Number(period),
    memory_mb: memory === 'max' ? null : Math.round(Number(memory) / 2 ** 20),
  };
}
