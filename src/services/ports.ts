import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StreambookError } from '../runtime/errors.js';

/** The only interface that services listen on. */
export const LOOPBACK = '127.0.0.1';

/** Ports of the embedded services. Node 3 is a controller only. */
export interface ServicePorts {
  readonly brokers: readonly [number, number];
  readonly controllers: readonly [number, number, number];
  readonly spark: number;
}

export const USUAL_PORTS: ServicePorts = {
  brokers: [9092, 9094],
  controllers: [9093, 9095, 9097],
  spark: 15002,
};

/** Listens for a moment, which fails on a port that somebody else listens on. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(true)));
  });
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

/**
 * Chooses the ports: those asked for, else the usual ones where they are free, else free ones above them.
 *
 * @param elsewhere Begins some steps above the usual ones, by chance, because others are starting there just now.
 * @throws StreambookError PORT_TAKEN when a port that was asked for is taken.
 */
export async function choosePorts(
  asked: {
    readonly kafkaPorts: readonly [number, number] | undefined;
    readonly sparkPort: number | undefined;
  },
  elsewhere = false,
): Promise<ServicePorts> {
  const chosen = new Set<number>();
  const shift = elsewhere ? STEP * randomInt(1, MAX_STEPS_ELSEWHERE + 1) : 0;
  const choose = async (
    askedPort: number | undefined,
    variable: string,
    usualPort: number,
  ): Promise<number> => {
    if (askedPort !== undefined) {
      if (chosen.has(askedPort) || !(await isFree(askedPort))) {
        throw new StreambookError(
          'PORT_TAKEN',
          `${variable}: port ${askedPort} is taken; stop what uses it, name another port, or unset ${variable} to let one be chosen`,
        );
      }
      chosen.add(askedPort);
      return askedPort;
    }
    const port = await firstFree(usualPort + shift, chosen);
    chosen.add(port);
    return port;
  };
  const [firstBroker, secondBroker] = asked.kafkaPorts ?? [undefined, undefined];
  const usual = USUAL_PORTS;
  return {
    brokers: [
      await choose(firstBroker, 'STREAMBOOK_KAFKA_PORTS', usual.brokers[0]),
      await choose(secondBroker, 'STREAMBOOK_KAFKA_PORTS', usual.brokers[1]),
    ],
    controllers: [
      await choose(undefined, '', usual.controllers[0]),
      await choose(undefined, '', usual.controllers[1]),
      await choose(undefined, '', usual.controllers[2]),
    ],
    spark: await choose(asked.sparkPort, 'STREAMBOOK_SPARK_PORT', usual.spark),
  };
}
