import { firstLine, StreambookError } from '../core/errors.js';

/** Types of kafkajs's errors of the brokers: TOPIC_AUTHORIZATION_FAILED and the like. */
const isForbidden = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && String(error.type).endsWith('_AUTHORIZATION_FAILED');

/**
 * Asks the brokers something that is asked again until they answer, unless they do not allow it: that stays so.
 *
 * @param what What is asked for: "the offsets of events".
 * @throws StreambookError KAFKA_FORBIDDEN, which is not retryable; whatever else `ask` throws as it is.
 */
export async function unlessForbidden<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isForbidden(error)) throw error;
    throw new StreambookError(
      'KAFKA_FORBIDDEN',
      `Kafka does not let its user see ${what}: ${firstLine(error)}`,
      {
        cause: error,
      },
    );
  }
}
