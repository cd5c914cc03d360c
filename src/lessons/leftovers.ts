import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { isPidAlive } from '../../setup/process-identity.mjs';
import { withAdmin } from '../kafka/topics.js';
import type { Services } from '../services/cluster.js';

/** Lessons are named after the process of their kernel. */
const LESSON_NAME = /^lesson-\d+-(\d+)-/;

function isLeftOver(name: string): boolean {
  const pid = Number(LESSON_NAME.exec(name)?.[1]);
  return !Number.isNaN(pid) && !isPidAlive(pid);
}

/** Removes topics and files of lessons whose kernel has ended. On a cluster of others it cannot know, and leaves all. */
export async function removeLeftovers(
  kafka: Kafka,
  services: Services,
  streamsFolder: string,
): Promise<void> {
  if (services.kafkaIsEmbedded) {
    await withAdmin(kafka, async (admin) => {
      const topics = (await admin.listTopics()).filter(isLeftOver);
      // Another kernel may be removing the same ones.
      if (topics.length > 0) await admin.deleteTopics({ topics }).catch(() => undefined);
    });
  }
  const folders = await readdir(streamsFolder).catch((): string[] => []);
  await Promise.all(
    folders.filter(isLeftOver).map((name) => rm(join(streamsFolder, name), { recursive: true, force: true })),
  );
}
