import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { type Part, run } from './measure.js';
import type { Environment } from './environment.js';

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1000;
}

/** Set-up of a new clone, with whatever the package managers have in their caches. */
async function setUp(): Promise<number> {
  const clone = await mkdtemp(join(tmpdir(), 'streambook-bench-'));
  try {
    await run('git', ['clone', '--quiet', PROJECT_ROOT, clone]);
    return await secondsOf(() => run(process.execPath, [join(clone, 'setup', 'main.mjs')]));
  } finally {
    await rm(clone, { recursive: true, force: true });
  }
}

/** Times that a user waits: set-up, start of the services, a report printed again. */
export async function benchStartUp(environment: Environment, rounds: number): Promise<Part> {
  const { reporter } = environment;
  const command = (name: string, env: Readonly<Record<string, string>>) =>
    run(process.execPath, [join(PROJECT_ROOT, 'bin', 'streambook.mjs'), name], env);
  const times = {
    setUp: [] as number[],
    firstStart: [] as number[],
    start: [] as number[],
    render: [] as number[],
  };
  reporter.line('start-up: set-up of a new clone');
  times.setUp.push(await setUp());
  // Services start on a machine that is not busy with others.
  await command('down', environment.env);
  for (let round = 1; round <= rounds; round += 1) {
    const env = { STREAMBOOK_HOME: join(environment.folder, `home-${round}`) };
    try {
      times.firstStart.push(await secondsOf(() => command('up', env)));
      await command('down', env);
      times.start.push(await secondsOf(() => command('up', env)));
    } finally {
      await command('down', env);
    }
    // The last run of the latencies is drawn and printed again.
    times.render.push(await secondsOf(() => command('report', environment.env)));
    reporter.line(`start-up, round ${round}: ${times.start.at(-1)?.toFixed(1)} s to start`);
  }
  return {
    title: 'Set-up, start and render',
    how: [
      'Set-up is `node setup/main.mjs` in a new clone, with the caches of npm, Maven and pip as they are. A start is `streambook up`: once on an empty folder, once on one that was used. Render is `streambook report` for a run that is there: charts, HTML, PDF.',
    ],
    goals: [],
    figures: [
      { what: 'set-up', unit: 's', values: times.setUp },
      { what: 'first start of all services', unit: 's', values: times.firstStart },
      { what: 'later start', unit: 's', values: times.start },
      { what: 'charts, HTML and PDF', unit: 's', values: times.render },
    ],
  };
}
