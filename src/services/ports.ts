import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { SERVICE_VARIABLES } from '../config/service-variables.js';
import type { Settings } from '../config/settings.js';
import { waitFor } from '../core/deadline.js';
import { StreambookError } from '../core/errors.js';
import type { Component, PortNeed, Ports } from './component.js';

/** The only interface that services listen on. */
export const LOOPBACK = '127.0.0.1';

/** Listens for a moment, which fails on a port that somebody else listens on. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

const FREE_TIMEOUT_MS = 3000;

/** Whether these ports are free: at once or soon, since the system takes a moment to close those of a killed process. */
export async function becomeFree(ports: readonly number[]): Promise<boolean> {
  const allFree = async () => (await Promise.all(ports.map(isFree))).every(Boolean) || undefined;
  return waitFor(allFree, { what: 'ports are free', timeoutMs: FREE_TIMEOUT_MS }).catch(() => false);
}

const STEP = 100;

/**
 * The usual port, or the first free one in steps of a hundred above it. Not one that the system picks: those are the
 * ports of outgoing connections too, and a service that died could find its port in use by a client of its own.
 */
async function firstFree(from: number, chosen: ReadonlySet<number>): Promise<number> {
  for (let port = from; port <= 32_000; port += STEP) {
    if (!chosen.has(port) && (await isFree(port))) return port;
  }
  throw new StreambookError(
    'PORT_TAKEN',
    `No free port at ${from} or in steps of ${STEP} above it up to 32000`,
  );
}

/** How many steps above the usual ports is begun at most, when it is to be elsewhere. */
const MAX_STEPS_ELSEWHERE = 50;

interface PortChoice {
  readonly askedPorts: Settings['askedPorts'];
  /** Ports that are not to be chosen; those that are chosen are added. */
  readonly chosen: Set<number>;
  /** Where a process listened before. */
  readonly before?: Ports;
  /** Begins some steps above the usual ports, by chance, because others are starting there just now. */
  readonly elsewhere?: boolean;
}

/** All ports that a component's processes listen on. */
export const portNeedsOf = ({ processes }: Component): readonly PortNeed[] =>
  processes.flatMap(({ ports }) => ports);

/**
 * Chooses the ports of a component: those asked for, else the ones of before or the usual ones where they are free, else
 * free ones above these.
 *
 * @throws StreambookError PORT_TAKEN when a port that was asked for is taken.
 */
export async function choosePorts(component: Component, choice: PortChoice): Promise<Ports> {
  const { askedPorts, chosen, before = {}, elsewhere = false } = choice;
  const variable = SERVICE_VARIABLES[component.name].portsVariable;
  const shift = elsewhere ? STEP * randomInt(1, MAX_STEPS_ELSEWHERE + 1) : 0;
  const isUsable = async (port: number) => !chosen.has(port) && (await isFree(port));
  const ports: Record<string, number> = {};
  for (const { name, usual, askedAt } of portNeedsOf(component)) {
    const asked = askedAt === undefined ? undefined : askedPorts[component.name]?.[askedAt];
    if (asked !== undefined && !(await isUsable(asked))) {
      throw new StreambookError(
        'PORT_TAKEN',
        `${variable}: port ${asked} is taken; stop what uses it, name another port, or unset ${variable} to let one be chosen`,
      );
    }
    const earlier = before[name];
    const isAgain =
      !elsewhere && earlier !== undefined && !chosen.has(earlier) && (await becomeFree([earlier]));
    const again = isAgain ? earlier : undefined;
    const port = asked ?? again ?? (await firstFree(usual + shift, chosen));
    chosen.add(port);
    ports[name] = port;
  }
  return ports;
}
