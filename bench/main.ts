/**
 * All parts of the bench in one go; writes docs/measured.md and the numbers of docs/scaling.md. `npm run bench` takes fifty
 * minutes, and `npm run bench -- trial` a few minutes: it tries every part with small sizes and prints the pages instead
 * of writing them.
 */
import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageVersion } from '../src/config/package-version.js';
import { PROJECT_ROOT } from '../src/config/paths.js';
import { whenAborted } from '../src/core/abort.js';
import { firstLine, toError } from '../src/core/errors.js';
import { writeFileWhole } from '../src/core/files.js';
import { type Reporter, terminalReporter } from '../src/core/reporter.js';
import { classpathOf, javaVersion, versionOnClasspath } from '../src/services/jvm.js';
import { benchAnalysis } from './parts/analysis.js';
import { benchBacklog } from './parts/backlog.js';
import { withBaselineJob } from './parts/baseline-job.js';
import { benchLatency } from './parts/latency.js';
import { interruption } from './parts/interruption.js';
import { LIMITS } from './parts/limits.js';
import type { Part } from './parts/measure.js';
import { run } from './parts/measure.js';
import { benchMeasuring } from './parts/measuring.js';
import { measuredPage, type Setting } from './parts/page.js';
import { benchProducers } from './parts/producers.js';
import { withScalingNumbers } from './parts/scaling.js';
import { inEnvironment, type Environment } from './parts/environment.js';
import { benchStartUp } from './parts/start-up.js';

const FULL = {
  producers: { rounds: 5, events: 300_000, pythonEvents: 30_000 },
  measuring: { rounds: 60, events: 100_000 },
  latency: { rounds: 3, timesShorter: 1 },
  backlog: { rounds: 4, events: 1_000_000 },
  analysisRounds: 3,
  startUpRounds: 3,
};
const TRIAL: typeof FULL = {
  producers: { rounds: 1, events: 50_000, pythonEvents: 5_000 },
  measuring: { rounds: 1, events: 50_000 },
  latency: { rounds: 1, timesShorter: 8 },
  backlog: { rounds: 1, events: 50_000 },
  analysisRounds: 1,
  startUpRounds: 1,
};

/** Each group of parts has services and a baseline job of its own: what one leaves behind is in no other's numbers. */
async function measure(reporter: Reporter, sizes: typeof FULL) {
  const interrupted = whenAborted(interruption).then(() => Promise.reject(toError(interruption.reason)));
  const inOwnEnvironment = <T>(work: (environment: Environment) => Promise<T>) =>
    inEnvironment(reporter, (environment) => Promise.race([work(environment), interrupted]));

  const sending = await inOwnEnvironment(async (environment) => ({
    producers: await benchProducers(environment, sizes.producers),
    measuring: await tried(environment, 'What measuring costs', () =>
      benchMeasuring(environment, sizes.measuring.rounds, sizes.measuring.events),
    ),
    settings: await settingsOf(environment),
  }));
  const waiting = await inOwnEnvironment(async (environment) => ({
    latency: await tried(environment, 'Latency', () =>
      withBaselineJob(environment, (job) => benchLatency(environment, job, sizes.latency)),
    ),
    startUp: await tried(environment, 'Set-up, start and render', () =>
      benchStartUp(environment, sizes.startUpRounds),
    ),
  }));
  const mass = await inOwnEnvironment(async (environment) => {
    const backlog = await withBaselineJob(environment, (job) =>
      benchBacklog(environment, job, sizes.backlog),
    );
    const analysis = await tried(environment, 'Analysis', () =>
      benchAnalysis(environment, backlog.ordersFolder, sizes.analysisRounds),
    );
    return { backlog, analysis };
  });
  const { producers, measuring, settings } = sending;
  const { latency, startUp } = waiting;
  const { backlog, analysis } = mass;
  return {
    settings,
    parts: [producers.part, latency, backlog.part, analysis, measuring, startUp],
    scaling: {
      recordBytes: producers.recordBytes,
      sending: producers.cost,
      streaming: backlog.cost,
    },
  };
}

/** A part that fails says so in its place, with exit code 1, and takes no other part's numbers with it. */
async function tried({ reporter }: Environment, title: string, work: () => Promise<Part>): Promise<Part> {
  try {
    return await work();
  } catch (error) {
    const how = `Not measured: ${firstLine(error)}`;
    reporter.line(`${title}: ${how}`);
    process.exitCode = 1;
    return { title, how: [how], goals: [], figures: [] };
  }
}

async function settingsOf({ settings, tools }: Environment): Promise<readonly Setting[]> {
  const [processor] = cpus();
  const kafka = await classpathOf('kafka', settings.paths.setup);
  const spark = await classpathOf('spark', settings.paths.setup);
  const packages = ['kafkajs', 'danfojs-node', '@faker-js/faker'].map(
    (name) => `${name} ${packageVersion(join(PROJECT_ROOT, 'node_modules', name))}`,
  );
  const pythonPackages = (await run(tools.python, ['-m', 'pip', 'freeze']))
    .split('\n')
    .filter((line) => /^(confluent-kafka|Faker|pandas|pyspark)==/i.test(line));
  return [
    { what: 'measured', value: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC' },
    { what: 'processor', value: `${cpus().length} x ${processor?.model.trim()}` },
    { what: 'memory', value: `${Math.round(totalmem() / 2 ** 30)} GB` },
    { what: 'Node.js', value: process.versions.node },
    { what: 'Java', value: await javaVersion(settings.java) },
    { what: 'Kafka', value: String(versionOnClasspath(kafka, 'kafka_2.13')) },
    { what: 'Spark', value: String(versionOnClasspath(spark, 'spark-sql_2.13')) },
    { what: 'ours', value: packages.join(', ') },
    {
      what: 'Python',
      value: [(await run(tools.python, ['--version'])).trim(), ...pythonPackages].join(', '),
    },
  ];
}

const isTrial = process.argv.includes('trial');
const startedMs = performance.now();
const reporter = terminalReporter();
const { parts, scaling, settings } = await measure(reporter, isTrial ? TRIAL : FULL);
const minutes = {
  what: 'the whole bench',
  value: `${Math.round((performance.now() - startedMs) / 60_000)} min`,
};
const sizes = { what: 'sizes', value: isTrial ? 'a trial: small, on no account to be compared' : 'full' };
const docs = join(PROJECT_ROOT, 'docs');
const pages = {
  'measured.md': measuredPage(parts, [...settings, sizes, minutes], LIMITS),
  'scaling.md': withScalingNumbers(await readFile(join(docs, 'scaling.md'), 'utf8'), scaling),
};
for (const [name, text] of Object.entries(pages)) {
  const file = join(docs, name);
  const page = await format(text, { ...(await resolveConfig(file)), parser: 'markdown' });
  if (isTrial) console.log(page);
  else await writeFileWhole(file, page);
}
