/** Tells whether two numberings of the same things go the same way. */
export interface LatestPositions {
  /**
   * Whether sequence number and offset both lie beyond, or both before, the last ones of the queue. Files may be read
   * in any order, so it is the two against each other that counts.
   */
  inOrder(queue: string, sequence: number, offset: number): boolean;
}

/**
 * A queue is one producer and one partition, which holds each of its keys whole: order within a queue is order within
 * every key.
 */
export function latestPositions(): LatestPositions {
  const last = new Map<string, { sequence: number; offset: number }>();
  return {
    inOrder(queue, sequence, offset) {
      const before = last.get(queue);
      if (before === undefined) {
        last.set(queue, { sequence, offset });
        return true;
      }
      const sameWay = sequence > before.sequence === offset > before.offset;
      before.sequence = sequence;
      before.offset = offset;
      return sameWay;
    },
  };
}
