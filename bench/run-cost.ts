/**
 * What a whole run costs: time, time until the services are ready, latencies, and the peak memory of all processes
 * together (proportional set size, so that what they share counts once; Linux only). Argument: experiment (quick).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../src/config/paths.js';
import { resolveSettings } from '../src/config/settings.js';
import { loadRun } from '../src/runs/store.js';
import { sectionsOf } from '../src/pipelines/orders/record.js';
import { orders } from '../src/pipelines/orders/pipeline.js';

/** Seldom: reading a process's sizes stops it for some milliseconds. */
const SAMPLE_MS = 3000;
const [experiment = 'quick'] = process.argv.slice(2);

interface Sample {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

async function processes(): Promise<readonly Sample[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const samples = await Promise.all(
    pids.map(async (pid): Promise<readonly Sample[]> => {
      try {
        const status = await readFile(`/proc/${pid}/status`, 'utf8');
        const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
        return [{ pid, parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), command }];
      } catch {
        return [];
      }
    }),
  );
  return samples.flat();
}

/** The command with all that it started, and the services, which it does not own as children. */
function oursOf(all: readonly Sample[], rootPid: number): readonly number[] {
  const ours = new Set([rootPid]);
  for (let grown = true; grown;) {
    const children = all.filter(({ pid, parent }) => ours.has(parent) && !ours.has(pid));
    for (const { pid } of children) ours.add(pid);
    grown = children.length > 0;
  }
  const services = all.filter(({ command }) =>
    command.includes(`-Dstreambook.service=${resolveSettings().paths.services}`),
  );
  return [...ours, ...services.map(({ pid }) => pid)];
}

async function proportionalMb(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
}

const startedMs = performance.now();
const child = spawn(process.execPath, [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), 'run', experiment], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const exit = once(child, 'exit') as Promise<[number]>;
let peakMb = 0;
const sampling = setInterval(() => {
  void processes().then(async (all) => {
    const sizes = await Promise.all(oursOf(all, child.pid ?? 0).map(proportionalMb));
    peakMb = Math.max(
      peakMb,
      sizes.reduce((sum, size) => sum + size, 0),
    );
  });
}, SAMPLE_MS);
const [code] = await exit;
clearInterval(sampling);
if (code !== 0) throw new Error(`the run ended with exit code ${code}`);

const seconds = (performance.now() - startedMs) / 1000;
const { record } = await loadRun([orders], resolveSettings().paths);
console.log(
  `node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, experiment ${experiment}, run ${record.run_id}`,
);
console.log(`whole run ${seconds.toFixed(1)} s, peak memory of all processes ${Math.round(peakMb)} MB`);
for (const { name, duration_ms: ms } of record.phases)
  console.log(`  ${name.padEnd(13)} ${((ms ?? 0) / 1000).toFixed(1)} s`);
console.log(`ack             ${JSON.stringify(sectionsOf(record).producer?.ack_ms)}`);
console.log(`tracker         ${JSON.stringify(sectionsOf(record).consumer?.end_to_end_ms)}`);
console.log(`committed file  ${JSON.stringify(sectionsOf(record).stream?.commit_ms)}`);
