import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { copyJarArgs } from '../../setup/jars.mjs';
import { mavenCommand, pythonCommand } from '../../setup/prerequisites.mjs';
import { PROJECT_ROOT } from '../../src/config/paths.js';
import { resolveSettings, type Settings } from '../../src/config/settings.js';
import type { Reporter } from '../../src/core/reporter.js';
import type { Services } from '../../src/services/services.js';
import { startServices } from '../../src/services/start.js';
import { stopServices } from '../../src/services/stop.js';
import { classpathOf, versionOnClasspath } from '../../src/services/jvm.js';
import { run } from './measure.js';

/** What all parts of the bench work on: services of its own, and the tools of the baselines. */
export interface Environment {
  readonly reporter: Reporter;
  readonly settings: Settings;
  readonly services: Services;
  /** For whatever a part writes; gone after the bench. */
  readonly folder: string;
  readonly tools: Tools;
  /** Makes the project's own command use this environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The software of the baselines, which nothing but the bench installs. */
export interface Tools {
  readonly python: string;
  /** Class path of Kafka's own performance tools. */
  readonly kafkaToolsClasspath: string;
}

const TOOLS_FOLDER = join(PROJECT_ROOT, '.streambook', 'bench-tools');
const REQUIREMENTS = join(PROJECT_ROOT, 'requirements-bench.txt');

async function installTools(settings: Settings): Promise<Tools> {
  const venv = join(PROJECT_ROOT, '.streambook', 'bench-venv');
  const python = join(venv, 'bin', 'python');
  if (!existsSync(python)) await run(pythonCommand(), ['-m', 'venv', venv]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS]);

  // The tools are a jar beside those that the brokers need.
  const brokersClasspath = await classpathOf('kafka', settings.paths.setup);
  const version = versionOnClasspath(brokersClasspath, 'kafka-clients');
  const jar = join(TOOLS_FOLDER, `kafka-tools-${version}.jar`);
  if (!existsSync(jar))
    await run(mavenCommand(), copyJarArgs(`org.apache.kafka:kafka-tools:${version}`, TOOLS_FOLDER));
  return { python, kafkaToolsClasspath: [jar, brokersClasspath].join(delimiter) };
}

/** Runs `work` on services of the bench's own, and leaves nothing of them behind. */
export async function inEnvironment<T>(
  reporter: Reporter,
  work: (environment: Environment) => Promise<T>,
): Promise<T> {
  const home = join(PROJECT_ROOT, '.streambook', 'bench-home');
  const env = { STREAMBOOK_HOME: home };
  const settings = resolveSettings({ JAVA_HOME: process.env['JAVA_HOME'], ...env });
  const folder = join(home, 'scratch');
  await mkdir(folder, { recursive: true });
  try {
    reporter.line('bench: the baselines: Python packages and Kafka tools');
    const tools = await installTools(settings);
    const services = await startServices({ settings, reporter });
    return await work({ reporter, settings, services, folder, tools, env });
  } finally {
    await stopServices({ settings, reporter });
    await rm(home, { recursive: true, force: true });
  }
}
