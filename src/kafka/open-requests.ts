import type { Socket } from 'node:net';

const LENGTH_BYTES = 4;

/**
 * When the requests were sent that a connection has no response to yet, the oldest first. A broker answers the requests of
 * a connection in their order; each response comes after its length, and kafkajs writes each request whole.
 * https://kafka.apache.org/protocol.html#protocol_network
 */
export function openRequests(socket: Socket, nowMs: () => number): readonly number[] {
  const sentAtMs: number[] = [];
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  socket.write = (...args: unknown[]) => {
    sentAtMs.push(nowMs());
    return write(...args);
  };
  // Of the response that has come in part: its length, once it is known, and what there is of that length.
  let length = Buffer.alloc(0);
  let missingBytes = 0;
  socket.on('data', (data: Buffer) => {
    for (let rest = data; rest.length > 0;) {
      if (length.length < LENGTH_BYTES) {
        const part = rest.subarray(0, LENGTH_BYTES - length.length);
        length = Buffer.concat([length, part]);
        rest = rest.subarray(part.length);
        if (length.length < LENGTH_BYTES) return;
        missingBytes = length.readUInt32BE();
      }
      const body = rest.subarray(0, missingBytes);
      missingBytes -= body.length;
      rest = rest.subarray(body.length);
      if (missingBytes > 0) return;
      sentAtMs.shift();
      length = Buffer.alloc(0);
    }
  });
  return sentAtMs;
}
