import { checkArguments } from '../core/arguments.js';
import { waitFor } from '../core/deadline.js';
import { availableOffsets, withAdmin } from '../kafka/topics.js';
import { SANDBOX } from './arguments.js';
import type { SandboxTopic } from './sandbox-parts.js';

/** How many messages each partition of the sandbox's topic holds. */
export async function messagesByPartition(sandbox: SandboxTopic) {
  checkArguments('messagesByPartition', { sandbox: SANDBOX }, sandbox);
  const { kafka, topic } = sandbox;
  const offsets = await withAdmin(kafka, (admin) => availableOffsets(admin, topic));
  return offsets.map(({ partition, low, high }) => ({ partition, messages: Number(high - low) }));
}

const ARRIVAL_TIMEOUT_MS = 30_000;

const messagesIn = async (sandbox: SandboxTopic) =>
  (await messagesByPartition(sandbox)).reduce((sum, { messages }) => sum + messages, 0);

/**
 * Waits until messages arrive in the sandbox's topic.
 *
 * @throws StreambookError TIMED_OUT when none has come within half a minute.
 */
export async function messagesArrive(sandbox: SandboxTopic): Promise<void> {
  checkArguments('messagesArrive', { sandbox: SANDBOX }, sandbox);
  const before = await messagesIn(sandbox);
  await waitFor(async () => ((await messagesIn(sandbox)) > before ? true : undefined), {
    what: 'messages arrive in the topic (is anything being sent?)',
    timeoutMs: ARRIVAL_TIMEOUT_MS,
  });
}
