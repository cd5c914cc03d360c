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

/** Listens for a moment; resolves to the port, or to undefined when it is taken. Port 0 means any free one. */
async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}

export async function isFree(port: number): Promise<boolean> {
  return (await tryPort(port)) !== undefined;
}

/**
 * Chooses the ports: those asked for, else the usual ones where they are free, else any that are.
 *
 * @throws StreambookError PORT_TAKEN when a port that was asked for is taken.
 */
export async function choosePorts(asked: {
  readonly kafkaPorts: readonly [number, number] | undefined;
  readonly sparkPort: number | undefined;
}): Promise<ServicePorts> {
  const chosen = new Set<number>();
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
    let port = (await tryPort(usualPort)) ?? (await tryPort(0));
    while (port === undefined || chosen.has(port)) port = await tryPort(0);
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
