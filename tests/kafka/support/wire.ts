/** Kafka's primitive types, as its protocol has had them before compact ones: https://kafka.apache.org/protocol.html#protocol_types */
export function reader(bytes: Buffer) {
  let at = 0;
  const take = (length: number) => bytes.subarray(at, (at += length));
  const self = {
    int8: () => take(1).readInt8(),
    int16: () => take(2).readInt16BE(),
    int32: () => take(4).readInt32BE(),
    int64: () => take(8).readBigInt64BE(),
    text: (): string | null => {
      const length = self.int16();
      return length < 0 ? null : take(length).toString();
    },
    bytes: () => take(self.int32()),
    /** Null where it is absent. */
    list<T>(item: () => T): T[] | null {
      const length = self.int32();
      return length < 0 ? null : Array.from({ length }, item);
    },
  };
  return self;
}
export type Reader = ReturnType<typeof reader>;

export class Writer {
  readonly #parts: Buffer[] = [];

  #add(size: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(size);
    write(part);
    this.#parts.push(part);
    return this;
  }

  int8 = (value: number): this => this.#add(1, (part) => part.writeInt8(value));
  int16 = (value: number): this => this.#add(2, (part) => part.writeInt16BE(value));
  int32 = (value: number): this => this.#add(4, (part) => part.writeInt32BE(value));
  int64 = (value: bigint): this => this.#add(8, (part) => part.writeBigInt64BE(value));

  text(value: string): this {
    const bytes = Buffer.from(value);
    this.int16(bytes.length).#parts.push(bytes);
    return this;
  }

  bytes(value: Buffer): this {
    this.int32(value.length).#parts.push(value);
    return this;
  }

  list<T>(items: readonly T[], write: (item: T) => unknown): this {
    this.int32(items.length);
    for (const item of items) write(item);
    return this;
  }

  whole(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Answers a request; `error` is what the test has it answered with. */
export type Handler = (request: Reader, to: Writer, error: number) => unknown;

/** The partitions of a request, by topics, each with what `rest` reads. */
export const partitionsIn = <T>(request: Reader, rest: () => T) =>
  request.list(() => ({
    topic: request.text() ?? '',
    partitions: request.list(() => ({ partition: request.int32(), rest: rest() })) ?? [],
  })) ?? [];
type Asked<T> = ReturnType<typeof partitionsIn<T>>;
/** Answers for each of them: its number, and what `write` adds. */
export const answerEach = <T>(
  to: Writer,
  asked: Asked<T>,
  write: (topic: string, partition: number, rest: T) => unknown,
) =>
  to.list(asked, ({ topic, partitions }) =>
    to.text(topic).list(partitions, ({ partition, rest }) => {
      to.int32(partition);
      write(topic, partition, rest);
    }),
  );
