import { checkArguments } from '../core/arguments.js';
import { latestOffsets } from '../kafka/topics.js';
import { startTracker, type Tracker, type TrackerSummary } from '../streaming/tracker.js';
import { SANDBOX } from './arguments.js';
import type { SandboxTopic } from './sandbox-parts.js';

/** A tracker that ends when it is told that everything has been sent. */
export interface SandboxTracker extends Tracker {
  /** Waits until all that the topic holds by now has been read, and ends the tracker. */
  finish(): Promise<TrackerSummary>;
}

/** Starts the independent consumer on the sandbox's topic, in a group of its own. */
export async function startSandboxTracker(sandbox: SandboxTopic): Promise<SandboxTracker> {
  checkArguments('startSandboxTracker', { sandbox: SANDBOX }, sandbox);
  const { kafka, topic } = sandbox;
  const tracker = await startTracker(kafka, { groupId: `tracker-of-${topic}`, topic });
  return {
    ...tracker,
    async finish() {
      tracker.stopAt(await latestOffsets(kafka, topic));
      return tracker.finished;
    },
  };
}
