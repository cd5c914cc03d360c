/** What `encodeRecord` made, read back as texts; null for what is absent. */
export interface ReadRecord {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export function readRecord(record: Buffer): ReadRecord {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = record.readUInt8(at++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
  };
  const text = () => {
    const length = varint();
    if (length < 0) return null;
    at += length;
    return record.toString('utf8', at - length, at);
  };
  const [key, value] = [text(), text()];
  const headers: Record<string, string> = {};
  for (let left = varint(); left > 0; left -= 1) headers[text() ?? ''] = text() ?? '';
  if (at !== record.length) throw new Error(`${record.length - at} bytes are left over`);
  return { key, value, headers };
}
