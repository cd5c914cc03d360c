import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BaseExperiment } from '../config/experiment.js';
import type { ComponentName } from '../config/service-variables.js';
import { resolveSettings, type Settings } from '../config/settings.js';
import { checkArguments } from '../core/arguments.js';
import { CleanupStack } from '../core/cleanup.js';
import { firstLine, StreambookError } from '../core/errors.js';
import { titlesOf } from '../services/components/index.js';
import { hold } from '../services/holdings.js';
import { componentsOf, type Services } from '../services/services.js';
import { startServices } from '../services/start.js';
import { SANDBOX } from './arguments.js';
import type { Course } from './course.js';
import { atKernelEnd } from './display/kernel-end.js';
import { cellReporter } from './display/progress.js';
import type { Exercise } from './exercises/exercise.js';
import type { ParameterValues } from './parameters.js';
import type { Sandbox } from './sandbox.js';
import { listNotebooks } from './source.js';

interface OpenSandbox {
  readonly sandbox: Sandbox;
  /** Those of the sandbox's course. */
  readonly exercises: readonly Exercise[];
}

let current: OpenSandbox | undefined;
atKernelEnd(async () => current?.sandbox.close());

/** The sandbox that was opened last. */
export const currentSandbox = (): OpenSandbox | undefined => current;

/** @throws StreambookError BAD_ARGUMENT with the numbers that the course's notebooks have. */
async function checkNumber({ paths }: Settings, pipeline: string, number: string): Promise<void> {
  const notebooks = await listNotebooks(join(paths.notebooks, pipeline));
  const known = notebooks.flatMap(({ name }) => /^\d\d(?=-)/.exec(name) ?? []);
  if (known.includes(number)) return;
  throw new StreambookError(
    'BAD_ARGUMENT',
    `openSandbox: there is no notebook "${number}". There are ${known.map((name) => `"${name}"`).join(', ')}`,
  );
}

/**
 * Opens a sandbox for a notebook of a course: makes sure that the services of its pipeline are up, and gives it what the
 * course opens of them. The one that was open before is closed.
 *
 * @param number The notebook's number: "03".
 * @throws StreambookError BAD_ARGUMENT, UNKNOWN_EXPERIMENT, BAD_EXPERIMENT, and those of {@link startServices}.
 */
export async function openSandboxOf<C extends BaseExperiment, R, N extends ComponentName, P extends object>(
  course: Course<C, R, N, P>,
  number: string,
  parameters: ParameterValues,
  settings: Settings = resolveSettings(),
): Promise<Sandbox<C, R, N> & P> {
  checkArguments('openSandbox', { number: z.string(), parameters: course.parameters }, number, parameters);
  const { pipeline, exercises } = course;
  await checkNumber(settings, pipeline.name, number);
  const experiment = await course.experimentWith(settings.paths, parameters);
  await current?.sandbox.close();
  current = undefined;
  const reporter = cellReporter();
  reporter.line(`sandbox ${number}: joining ${titlesOf(pipeline.needs)}`);
  const services: Services<N> = await startServices({ settings, reporter, needs: pipeline.needs });
  const id = `sandbox-${number}-${process.pid}-${Date.now().toString(36)}`;
  const purpose = `notebook ${pipeline.name}/${number}`;
  const folder = join(settings.paths.streams, id);
  const opened = new CleanupStack((what, error) =>
    reporter.line(`${what} could not be closed: ${firstLine(error)}`),
  );
  const close = () => opened[Symbol.asyncDispose]();
  const open = async () => {
    const forgetFolder = await hold(settings.paths.held, purpose, { kind: 'folder', path: folder });
    opened.defer("the sandbox's folder", async () => {
      await rm(folder, { recursive: true, force: true });
      await forgetFolder();
    });
    return course.openParts({ id, purpose, settings, services, folder, reporter, opened });
  };
  // What was opened before a failure does not stay for as long as the kernel lives.
  const parts = await open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const sandbox: Sandbox<C, R, N> & P = {
    ...parts,
    number,
    id,
    pipeline,
    experiment,
    settings,
    services,
    folder,
    state: new Map(),
    runs: {},
    close,
  };
  current = { sandbox, exercises };
  const places = componentsOf(services).map(
    ({ component, address }) => `${component.title} at ${String(address)}`,
  );
  reporter.line(`ready: ${places.join(', ')}`);
  return sandbox;
}

/** Ends a sandbox with all that it has for itself and removes its files. Exercises cannot be checked any more. */
export async function closeSandbox(sandbox: Sandbox): Promise<void> {
  checkArguments('closeSandbox', { sandbox: SANDBOX }, sandbox);
  await sandbox.close();
  if (current?.sandbox === sandbox) current = undefined;
}
