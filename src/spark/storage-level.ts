/** Where a frame is kept that was persisted. */
export interface StorageLevel {
  readonly useDisk: boolean;
  readonly useMemory: boolean;
  readonly useOffHeap: boolean;
  /** As Java objects, which are quicker to read and take more room. */
  readonly deserialized: boolean;
  readonly replication: number;
}

const onHeap = { useOffHeap: false, replication: 1 } as const;

/** By Spark's names. */
export const storageLevels = {
  MEMORY_ONLY: { ...onHeap, useMemory: true, useDisk: false, deserialized: true },
  MEMORY_AND_DISK: { ...onHeap, useMemory: true, useDisk: true, deserialized: true },
  DISK_ONLY: { ...onHeap, useMemory: false, useDisk: true, deserialized: false },
} as const satisfies Record<string, StorageLevel>;

export type StorageLevelName = keyof typeof storageLevels;
