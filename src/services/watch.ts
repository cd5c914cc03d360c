import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config/settings.js';
import { StreambookError } from '../core/errors.js';
import type { Component } from './component.js';
import { lastWords, markerOf } from './daemon.js';
import { processState, type ProcessState } from './processes.js';
import { type AnyServices, componentsOf } from './services.js';
import { readProcesses, type StartedProcess } from './state.js';
import { watchAddresses } from './watch-addresses.js';

/** What happened to an embedded service; "stopped" is an orderly end that somebody else asked for. */
export type ServiceChange = 'died' | 'stopped' | 'suspended' | 'resumed' | 'started again';

export interface WatchOptions {
  readonly settings: Settings;
  /** What is watched. */
  readonly services: AnyServices;
  /** Seconds since the beginning of what the services are watched for. */
  readonly secondsNow: () => number;
  /** Called with each change at once. */
  readonly onChange: (service: string, change: ServiceChange, atSeconds: number) => void;
  /** Called once, when work cannot go on: SERVICE_DIED, with what died, when, and the line of its log that says most. */
  readonly onLost: (error: StreambookError) => void;
}

const PROCESS_POLL_MS = 500;

/** What it means that a service was in one state and now is in another; undefined when nothing has happened. */
function changeBetween(
  before: ProcessState,
  now: ProcessState,
  wasAskedToStop: boolean,
): ServiceChange | undefined {
  if (before === now) return undefined;
  if (now === 'gone') return wasAskedToStop ? 'stopped' : 'died';
  if (now === 'suspended') return 'suspended';
  return before === 'gone' ? 'started again' : 'resumed';
}

/**
 * Watches the services that a piece of work needs: embedded ones by their processes, external ones by whether their
 * address takes connections. Never asks the services themselves, whose latencies may be measured meanwhile.
 */
export function watchServices(options: WatchOptions): AsyncDisposable {
  const { onLost } = options;
  const ended = new AbortController();
  const lost = (error: StreambookError) => {
    if (ended.signal.aborted) return;
    ended.abort();
    onLost(error);
  };
  const components = componentsOf(options.services);
  const embedded = components.filter(({ isEmbedded }) => isEmbedded).map(({ component }) => component);
  const watching = [
    watchProcesses(embedded, options, lost, ended.signal),
    ...components
      .filter(({ isEmbedded }) => !isEmbedded)
      .map(({ component: { title, hosts }, address }) =>
        watchAddresses({
          service: title,
          addresses: hosts(address),
          secondsNow: options.secondsNow,
          onLost: lost,
          ended: ended.signal,
        }),
      ),
  ];
  // What fails unexpectedly is thrown on disposal; until then it must not end this process.
  for (const each of watching) each.catch(() => undefined);
  return {
    async [Symbol.asyncDispose]() {
      ended.abort();
      await Promise.all(watching);
    },
  };
}

type OnLost = (error: StreambookError) => void;

async function watchProcesses(
  components: readonly Component[],
  { settings, secondsNow, onChange }: WatchOptions,
  onLost: OnLost,
  ended: AbortSignal,
): Promise<void> {
  const folder = settings.paths.services;
  const componentOf = new Map(
    components.flatMap((component) => component.processes.map(({ name }) => [name, component])),
  );
  const states = new Map<string, ProcessState>([...componentOf.keys()].map((name) => [name, 'running']));
  let processes: readonly StartedProcess[] | undefined;
  const observe = async () => {
    // Read each time: another command may have started a service again, or be stopping it. While it cannot be read, the
    // processes are watched as they were last known.
    processes = await readProcesses(folder).catch(() => processes);
    const known = new Map(processes?.map((daemon) => [daemon.name, daemon]));
    const stateOf = async (name: string) => {
      const daemon = known.get(name);
      const now = daemon === undefined ? 'gone' : await processState(daemon.pid, markerOf(folder, name));
      return { name, now, wasAskedToStop: daemon === undefined || daemon.stopping === true };
    };
    return processes === undefined ? [] : Promise.all([...states.keys()].map(stateOf));
  };
  while (!ended.aborted) {
    // A look that fails, because this process has too many files open for instance, tells nothing; the next one may.
    for (const { name, now, wasAskedToStop } of await observe().catch(() => [])) {
      const change = changeBetween(states.get(name) ?? 'gone', now, wasAskedToStop);
      if (change === undefined) continue;
      states.set(name, now);
      const atSeconds = secondsNow();
      onChange(name, change, atSeconds);
      if (now !== 'gone') continue;
      const alive = new Set([...states].filter(([, state]) => state !== 'gone').map(([node]) => node));
      const component = componentOf.get(name);
      if (component?.isLost(alive) !== true) continue;
      const isWhole = component.processes.length === 1;
      const consequence = isWhole ? '' : `, and ${component.title} cannot go on without it`;
      const happened = `${name} ${change} at ${atSeconds.toFixed(1)} s of the run${consequence}`;
      onLost(new StreambookError('SERVICE_DIED', `${happened}: ${await lastWords(folder, name)}`));
    }
    await sleep(PROCESS_POLL_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}
