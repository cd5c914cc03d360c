import { rm } from 'node:fs/promises';
import { isAlive } from '../../setup/process-identity.mjs';
import type { SparkRemote } from '../config/spark-remote.js';
import type { Settings } from '../config/settings.js';
import { briefClient } from '../kafka/client.js';
import { removeTopics } from '../kafka/topics.js';
import { firstLine } from '../runtime/errors.js';
import type { Reporter } from '../runtime/reporter.js';
import { SparkSession } from '../spark/index.js';
import { listHoldings, type Resource } from './holdings.js';
import { kafkaPlace, type Services, sessionRemote, sparkPlace } from './services.js';
import { SPARK_NAME } from './spark-server.js';

interface Deps {
  readonly settings: Settings;
  readonly reporter: Reporter;
}

/** Queries first: one whose topic has gone would fail instead of being stopped. */
const ORDER: readonly Resource['kind'][] = ['session', 'topic', 'folder'];

/**
 * Removes what processes of this project that were killed have left on the services: streaming queries, topics, and
 * their folders. What a living process has is not touched, nor what lies on services other than these.
 */
export async function removeLeftovers({ settings, reporter }: Deps, services: Services): Promise<void> {
  const holdings = await listHoldings(settings.paths.held);
  const left = holdings.filter(({ owner, resource }) => isHere(resource, services) && !isAlive(owner));
  for (const kind of ORDER) {
    for (const { purpose, owner, resource, file } of left) {
      if (resource.kind !== kind) continue;
      const whose = `${purpose}, whose process ${owner.pid} was killed`;
      try {
        const removed = await remove(resource, services);
        if (removed !== undefined) reporter.line(`leftovers: ${removed} of ${whose}`);
        await rm(file, { force: true });
      } catch (error) {
        // The next start tries again.
        reporter.line(`leftovers: cannot remove the ${kind} of ${whose}: ${firstLine(error)}`);
      }
    }
  }
}

/** Whether it lies on these services, or on none. */
function isHere(resource: Resource, services: Services): boolean {
  if (resource.kind === 'topic') return resource.kafka === kafkaPlace(services);
  if (resource.kind === 'session') return resource.spark === sparkPlace(services);
  return true;
}

/** @returns What was removed; undefined when it was gone already, or is nothing that people need to know of. */
async function remove(resource: Resource, services: Services): Promise<string | undefined> {
  if (resource.kind === 'session') {
    // A server that has just started has no sessions yet.
    if (services.started.includes(SPARK_NAME)) return undefined;
    return endSession(sessionRemote(services, resource));
  }
  if (resource.kind === 'topic') {
    const [removed] = await removeTopics(briefClient(services), [resource.name]);
    return removed && `removed the topic ${removed}`;
  }
  await rm(resource.path, { recursive: true, force: true });
  return undefined;
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
