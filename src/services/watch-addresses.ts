import { setTimeout as sleep } from 'node:timers/promises';
import { StreambookError } from '../core/errors.js';
import { probeTcp, type TcpAddress, type TcpAnswer, tcpText } from './tcp.js';

const POLL_MS = 1000;
/** An address that refuses connections has nobody behind it; one that is silent may have a network that is slow. */
const REFUSED_LONG_ENOUGH_S = 3;
const SILENT_LONG_ENOUGH_S = 15;

/**
 * Judges a service by what its addresses answer time after time; one that takes connections is enough.
 *
 * @returns Takes the answers of a moment, and gives since when the service has been lost; undefined while it is not.
 */
export function lossByAnswers(): (answers: readonly TcpAnswer[], atSeconds: number) => number | undefined {
  let failingSince: number | undefined;
  let refusedSince: number | undefined;
  return (answers, atSeconds) => {
    failingSince = answers.includes('open') ? undefined : (failingSince ?? atSeconds);
    const isRefused = answers.every((answer) => answer === 'refused');
    refusedSince = isRefused ? (refusedSince ?? atSeconds) : undefined;
    const isLost =
      atSeconds - (refusedSince ?? Infinity) >= REFUSED_LONG_ENOUGH_S ||
      atSeconds - (failingSince ?? Infinity) >= SILENT_LONG_ENOUGH_S;
    return isLost ? failingSince : undefined;
  };
}

export interface AddressWatch {
  /** The service's title. */
  readonly service: string;
  readonly addresses: readonly TcpAddress[];
  readonly secondsNow: () => number;
  readonly onLost: (error: StreambookError) => void;
  readonly ended: AbortSignal;
}

/** Watches a service of others by whether any of its addresses takes connections, until it is lost or `ended` fires. */
export async function watchAddresses(watch: AddressWatch): Promise<void> {
  const { service, addresses, secondsNow, onLost, ended } = watch;
  const judge = lossByAnswers();
  while (!ended.aborted) {
    const answers = await Promise.all(addresses.map((address) => probeTcp(address, ended)));
    const since = judge(answers, secondsNow());
    if (since !== undefined) {
      const where = `${service} at ${addresses.map(tcpText).join(',')}`;
      const text = `${where} has taken no connection since ${since.toFixed(1)} s of the run`;
      return onLost(new StreambookError('SERVICE_DIED', text));
    }
    await sleep(POLL_MS, undefined, { signal: ended }).catch(() => undefined);
  }
}
