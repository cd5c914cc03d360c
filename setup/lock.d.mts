export function takeLock(
  file: string,
  options?: { onWait?: (holderPid: number) => void; signal?: AbortSignal | undefined },
): Promise<() => Promise<void>>;
