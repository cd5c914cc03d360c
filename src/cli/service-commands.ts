import type { Command } from 'commander';
import { type ComponentName, SERVICE_VARIABLES } from '../config/service-variables.js';
import { resolveSettings } from '../config/settings.js';
import { UsageError } from '../core/errors.js';
import { terminalReporter } from '../core/reporter.js';
import { COMPONENT_NAMES, SERVICE_NAMES, USUAL_COMPONENTS } from '../services/components/index.js';
import { startServices } from '../services/start.js';
import { stopServices } from '../services/stop.js';
import { assertServiceName } from '../services/kill.js';
import { followLog, hasLog, logTail } from '../services/logs.js';
import { componentsOf } from '../services/services.js';
import { embeddedStatus, type ServiceStatus } from '../services/status.js';
import { doctor } from './doctor.js';
import { reset } from './reset.js';
import { didYouMean } from '../core/suggest.js';
import { positiveInteger } from '../config/option-values.js';

/** A line of `status`. */
export function statusLine({ name, state, pid, ports, startedAt }: ServiceStatus): string {
  const shown = `${name.padEnd(13)} ${state}`;
  // The process of a suspended or a stopping one, too: `kill -CONT` and `ps` ask for it.
  if (pid === undefined) return shown;
  return `${shown}  process ${pid}  port ${ports.join(', ')}  since ${startedAt}`;
}

/** Those that are started only when they are asked for. */
const EXTRA_COMPONENTS = COMPONENT_NAMES.filter((name) => !USUAL_COMPONENTS.some((usual) => usual === name));

/** @throws UsageError UNKNOWN_COMPONENT with the names that there are. */
function extraComponents(text: string, earlier: readonly ComponentName[]): readonly ComponentName[] {
  const named = text.split(',').map((part) => {
    const asked = part.trim();
    const known = COMPONENT_NAMES.find((name) => name === asked);
    if (known !== undefined) return known;
    throw new UsageError(
      'UNKNOWN_COMPONENT',
      `--with: there is no component ${JSON.stringify(asked)}.${didYouMean(asked, COMPONENT_NAMES)} There are ${COMPONENT_NAMES.join(', ')}`,
    );
  });
  return [...earlier, ...named];
}

/** `up`, `down`, `status`, `logs`, `doctor`, `reset`. */
export function addServiceCommands(program: Command, signal: AbortSignal): void {
  program
    .command('up')
    .description('start Kafka and Spark, or join those that run; returns when they are ready')
    .option(
      '--with <components>',
      `others beside them, as in ${EXTRA_COMPONENTS.join(',')}`,
      extraComponents,
      [],
    )
    .action(async (options: { with: readonly ComponentName[] }) => {
      const startedMs = performance.now();
      const services = await startServices({
        settings: resolveSettings(),
        reporter: terminalReporter(),
        signal,
        needs: [...USUAL_COMPONENTS, ...options.with],
      });
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      console.log(services.started.length === 0 ? 'all services ran already' : `ready in ${seconds} s`);
      for (const { component, address } of componentsOf(services))
        console.log(`${SERVICE_VARIABLES[component.name].variable}=${String(address)}`);
    });

  program
    .command('down')
    .description('stop the services that this project started')
    .action(async () => {
      const stopped = await stopServices({
        settings: resolveSettings(),
        reporter: terminalReporter(),
        signal,
      });
      console.log(stopped.length === 0 ? 'nothing was running' : `stopped ${stopped.join(', ')}`);
    });

  program
    .command('status')
    .description('which services run, in what state their processes are, and where they listen')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const settings = resolveSettings();
      const status = await embeddedStatus(settings);
      const external = Object.entries(settings.external).map(
        ([name, address]) => `${name.padEnd(13)} external at ${String(address)}, not watched from here`,
      );
      console.log(
        options.json ? JSON.stringify(status, null, 2) : [...status.map(statusLine), ...external].join('\n'),
      );
    });

  program
    .command('logs')
    .description(`show the log of a service: ${SERVICE_NAMES.join(', ')}`)
    .argument('[service]', 'all that have run, a few lines each, when absent')
    .option('-n, --lines <count>', 'lines from the end', positiveInteger, 40)
    .option('-f, --follow', 'go on as the log grows')
    .action(async (service: string | undefined, options: { lines: number; follow?: boolean }) => {
      if (service !== undefined) assertServiceName(service);
      const folder = resolveSettings().paths.services;
      const named = service === undefined ? SERVICE_NAMES.filter((name) => hasLog(folder, name)) : [service];
      if (named.length === 0) console.log('no service has run yet; start them with: npx streambook up');
      for (const name of named) {
        if (service === undefined) console.log(`== ${name}`);
        console.log((await logTail(folder, name, options.lines)).join('\n'));
      }
      if (options.follow && service !== undefined)
        await followLog(folder, service, (text) => process.stdout.write(text), signal);
    });

  program
    .command('doctor')
    .description('check what the machine has and what is missing, with the fix for each')
    .action(async () => {
      if (!(await doctor(resolveSettings()))) process.exitCode = 1;
    });

  program
    .command('reset')
    .description(
      'stop the services and remove all runs, sweeps, streams, reports and service data of this project',
    )
    .option('--yes', 'really do it')
    .action(async (options: { yes?: boolean }) => {
      await reset({
        settings: resolveSettings(),
        reporter: terminalReporter(),
        signal,
        confirmed: options.yes ?? false,
      });
    });
}
