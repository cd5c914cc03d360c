import { hour } from '../../../report/format.js';

/** Where the shops are. Their clocks, not UTC, say when staff is needed. */
const SHOP_TIME_ZONE = 'Europe/Warsaw';
const SHOP_PLACE = 'Polish';

function offsetHours(at: Date): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: SHOP_TIME_ZONE,
    hour: 'numeric',
    hourCycle: 'h23',
  });
  return (Number(format.format(at)) - at.getUTCHours() + 24) % 24;
}

/**
 * A stretch of UTC hours by the shops' clocks as well: "15:00 to 20:00 UTC (16:00 to 21:00 Polish time)". The orders'
 * dates tell which of summer and winter time applies; when both do, it says so.
 */
export function shopHours(
  from: number,
  to: number,
  firstDate: string | null,
  lastDate: string | null,
): string {
  const utc = `${hour(from)} to ${hour(to)} UTC`;
  const offsets = [firstDate, lastDate]
    .filter((date) => date !== null)
    .map((date) => offsetHours(new Date(date)));
  const [first, last] = offsets;
  if (first === undefined) return utc;
  if (first !== last)
    return `${utc} (${Math.min(...offsets)} to ${Math.max(...offsets)} hours later by ${SHOP_PLACE} clocks, which changed in this time)`;
  const local = (value: number) =>
    hour((value + first) % 24 === 0 && value === to ? 24 : (value + first) % 24);
  return `${utc} (${local(from)} to ${local(to)} ${SHOP_PLACE} time)`;
}
