import { expect, it } from 'vitest';
import { unlessForbidden } from '../../src/kafka/rights.js';

const said = (type: string) => Object.assign(new Error('Not authorized\nto see it'), { type });

it.each(['TOPIC_AUTHORIZATION_FAILED', 'GROUP_AUTHORIZATION_FAILED'])('%s is final', async (type) => {
  const cause = said(type);
  await expect(unlessForbidden('the offsets of events', () => Promise.reject(cause))).rejects.toMatchObject({
    code: 'KAFKA_FORBIDDEN',
    message: 'Kafka does not let its user see the offsets of events: Not authorized',
    retryable: false,
    cause,
  });
});

it('what may pass is thrown as it is, to be asked again', async () => {
  for (const error of [said('LEADER_NOT_AVAILABLE'), said('UNKNOWN'), new Error('gone'), 'gone'])
    await expect(unlessForbidden('it', () => Promise.reject(error as Error))).rejects.toBe(error);
  expect(await unlessForbidden('it', () => Promise.resolve(7))).toBe(7);
});
