import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { assertFreeSpace } from '../core/disk-space.js';
import type { Component, ServiceProcess, StartContext } from './component.js';
import { type Java, startDaemon } from './daemon.js';
import { diskMbOf } from './disk-needs.js';
import { javaVersion } from './jvm.js';
import type { ServiceDeps } from './lock.js';
import type { StartedProcess } from './state.js';

export const archivesFolder = (setupFolder: string) => join(setupFolder, 'archives');

/** One process to start, with what its component prepares it with. */
export interface Launch {
  readonly component: Component;
  readonly process: ServiceProcess;
  readonly context: StartContext;
}

/** Prepares and starts processes. @param onStarted Called with each as soon as it runs. */
export async function launch(
  launches: readonly Launch[],
  { settings, reporter, signal, now }: ServiceDeps & { readonly now: () => Date },
  known: readonly StartedProcess[],
  onStarted: (daemon: StartedProcess) => Promise<void>,
): Promise<void> {
  if (launches.length === 0) return;
  const { paths } = settings;
  const components = [...new Map(launches.map(({ component, context }) => [component, context]))];
  const titles = components.map(([{ title }]) => title).join(' and ');
  await assertFreeSpace(
    paths.services,
    diskMbOf(
      components.map(([{ name }]) => name),
      settings.external,
    ),
    `a start of ${titles}`,
  );
  const again = launches
    .map(({ process }) => process.name)
    .filter((name) => known.some((daemon) => daemon.name === name && !daemon.stopping));
  if (again.length > 0) reporter.line(`services: starting again what had stopped: ${again.join(', ')}`);
  const programs = await Promise.all(
    launches.map(async ({ process, context }) => ({
      process,
      context,
      program: await process.program(context),
    })),
  );
  const needsJava = programs.some(({ program }) => program.kind === 'jvm');
  const java = needsJava ? await javaOf(settings) : undefined;
  await Promise.all(components.map(async ([component, context]) => component.prepare?.(context)));
  await Promise.all(launches.map(async ({ process, context }) => process.prepare?.(context)));
  for (const { process, context, program } of programs) {
    signal?.throwIfAborted();
    const { name } = process;
    const ports = Object.fromEntries(process.ports.map((port) => [port.name, context.ports[port.name] ?? 0]));
    const { env } = context;
    const servicesFolder = paths.services;
    await onStarted(await startDaemon({ servicesFolder, name, ports, program, java, env, now }));
  }
}

const javaOf = async ({ java, paths }: Settings): Promise<Java> => ({
  command: java,
  version: await javaVersion(java),
  archives: archivesFolder(paths.setup),
});
