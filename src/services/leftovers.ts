import { rm } from 'node:fs/promises';
import { isAlive } from '../../setup/process-identity.mjs';
import type { SparkRemote } from '../config/spark-remote.js';
import { briefClient } from '../kafka/client.js';
import { removeTopics } from '../kafka/topics.js';
import { unlessAborted } from '../core/abort.js';
import { firstLine } from '../core/errors.js';
import { SparkSession } from '../spark/index.js';
import { listHoldings, type Resource } from './holdings.js';
import type { ServiceDeps } from './lock.js';
import { type AnyServices, kafkaPlace, sessionRemote, sparkPlace } from './services.js';

/** Queries first: one whose topic has gone would fail instead of being stopped. */
const ORDER: readonly Resource['kind'][] = ['session', 'topic', 'folder'];

/**
 * Removes what processes of this project that were killed have left on the services: streaming queries, topics, and
 * their folders. What a living process has is not touched, nor what lies on services other than these.
 *
 * @throws The signal's reason on abort, at once.
 */
export async function removeLeftovers(
  { settings, reporter, signal = new AbortController().signal }: ServiceDeps,
  services: AnyServices,
): Promise<void> {
  const holdings = await listHoldings(settings.paths.held);
  const left = holdings.flatMap(({ resource, ...holding }) => {
    const remove = remover(resource, services);
    return remove === undefined || isAlive(holding.owner)
      ? []
      : [{ ...holding, kind: resource.kind, remove }];
  });
  for (const kind of ORDER) {
    for (const { purpose, owner, remove, file } of left.filter((each) => each.kind === kind)) {
      const whose = `${purpose}, whose process ${owner.pid} was killed`;
      try {
        signal.throwIfAborted();
        const removed = await unlessAborted(signal, remove());
        if (removed !== undefined) reporter.line(`leftovers: ${removed} of ${whose}`);
        await rm(file, { force: true });
      } catch (error) {
        signal.throwIfAborted();
        // The next start tries again.
        reporter.line(`leftovers: cannot remove the ${kind} of ${whose}: ${firstLine(error)}`);
      }
    }
  }
}

/** What was removed; undefined when it was gone already, or is nothing that people need to know of. */
type Remove = () => Promise<string | undefined>;

/** How it is removed; undefined when it lies on other services than these. */
function remover(resource: Resource, { kafka, spark }: AnyServices): Remove | undefined {
  if (resource.kind === 'folder') {
    return async () => {
      await rm(resource.path, { recursive: true, force: true });
      return undefined;
    };
  }
  if (resource.kind === 'topic') {
    if (kafka === undefined || resource.kafka !== kafkaPlace({ kafka })) return undefined;
    return async () => {
      const [removed] = await removeTopics(briefClient({ bootstrapServers: kafka.address }), [resource.name]);
      return removed && `removed the topic ${removed}`;
    };
  }
  if (spark === undefined || resource.spark !== sparkPlace({ spark })) return undefined;
  // A server that has just started has no sessions yet.
  if (spark.isNew) return () => Promise.resolve(undefined);
  return () => endSession(sessionRemote(spark.address, resource));
}

/** Takes part in a session by its id and ends it, with all its queries. */
async function endSession(remote: SparkRemote): Promise<string | undefined> {
  const spark = await SparkSession.builder().remote(remote.reveal()).create();
  try {
    const queries = await spark.streams.active().catch((error: unknown) => {
      if (spark.isStopped) return [];
      throw error;
    });
    for (const query of queries) await query.stop();
    return queries.length === 0 ? undefined : 'stopped the streaming query';
  } finally {
    await spark.stop();
  }
}
