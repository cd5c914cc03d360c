import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config/settings.js';
import { hasCode, StreambookError } from '../core/errors.js';
import type { Component } from './component.js';
import { lastWords, markerOf } from './daemon.js';
import { processState, type ProcessState } from './processes.js';
import { type AnyServices, componentsOf } from './services.js';
import { readProcesses } from './state.js';

/** What befell an embedded service; "stopped" is an orderly end that somebody else asked for. */
export type ServiceChange = 'died' | 'stopped' | 'suspended' | 'resumed' | 'started again';

export interface WatchOptions {
  readonly settings: Settings;
  /** What is watched. */
  readonly services: AnyServices;
  /** Seconds since the beginning of what the services are watched for. */
  readonly secondsNow: () => number;
  /** Told of each change at once. */
  readonly onChange: (service: string, change: ServiceChange, atSeconds: number) => void;
  /** Told once, when work cannot go on: SERVICE_DIED, with what died, when, and the line of its log that tells most. */
  readonly onLost: (error: StreambookError) => void;
}

const PROCESS_POLL_MS = 500;
const ADDRESS_POLL_MS = 1000;
const CONNECT_TIMEOUT_MS = 1000;
/** An address that refuses connections has nobody behind it; one that is silent may have a network that is slow. */
const REFUSED_LONG_ENOUGH_MS = 3000;
const SILENT_LONG_ENOUGH_MS = 15_000;

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
      .map(({ component, address }) =>
        watchAddresses(component.title, component.hosts(address), options, lost, ended.signal),
      ),
  ];
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
  while (!ended.aborted) {
    // Read each time: another command may have started a service again, or be stopping it.
    const processes = await readProcesses(folder);
    for (const [name, before] of states) {
      const daemon = processes.find((candidate) => candidate.name === name);
      const now = daemon === undefined ? 'gone' : await processState(daemon.pid, markerOf(folder, name));
      const change = changeBetween(before, now, daemon === undefined || daemon.stopping === true);
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

type Answer = 'open' | 'refused' | 'silent';

async function knock(server: string): Promise<Answer> {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(server) ?? [];
  const socket = connect({ host, port: Number(port) });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) });
    return 'open';
  } catch (error) {
    return hasCode(error, 'ABORT_ERR') ? 'silent' : 'refused';
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}

/** Watches a service that answers at any of these addresses. */
async function watchAddresses(
  service: string,
  servers: readonly string[],
  { secondsNow }: WatchOptions,
  onLost: OnLost,
  ended: AbortSignal,
): Promise<void> {
  let failingSince: number | undefined;
  while (!ended.aborted) {
    const answers = await Promise.all(servers.map(knock));
    if (answers.includes('open')) failingSince = undefined;
    else {
      failingSince ??= secondsNow();
      const patienceMs = answers.includes('silent') ? SILENT_LONG_ENOUGH_MS : REFUSED_LONG_ENOUGH_MS;
      if ((secondsNow() - failingSince) * 1000 >= patienceMs) {
        const where = `${service} at ${servers.join(',')}`;
        const since = `since ${failingSince.toFixed(1)} s of the run`;
        onLost(new StreambookError('SERVICE_DIED', `${where} has taken no connection ${since}`));
      }
    }
    await sleep(ADDRESS_POLL_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}
