import { expect, test } from 'vitest';
import { crc32c } from '../../src/kafka/crc32c.js';

/** The examples of RFC 3720, appendix B.4, and the usual check value. */
test.each([
  ['123456789', Buffer.from('123456789'), 0xe3069283],
  ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
  ['32 ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
  ['0 to 31', Buffer.from(Array.from({ length: 32 }, (_, n) => n)), 0x46dd794e],
  ['31 to 0', Buffer.from(Array.from({ length: 32 }, (_, n) => 31 - n)), 0x113fdb5c],
  ['nothing', Buffer.of(), 0],
])('the checksum of %s', (_, bytes, sum) => {
  expect(crc32c(bytes)).toBe(sum);
});
