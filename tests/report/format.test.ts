import { describe, expect, test } from 'vitest';
import * as format from '../../src/report/format.js';

describe('numbers of the report', () => {
  test.each([
    [format.count(6600), '6,600'],
    [format.counted(1, 'event'), '1\u00a0event'],
    [format.counted(0, 'batch', 'batches'), '0\u00a0batches'],
    [format.duration(4.1123), '4.1\u00a0ms'],
    [format.duration(219.4), '219\u00a0ms'],
    [format.duration(30_011), '30.0\u00a0s'],
    [format.duration(null), format.NOTHING],
    [format.timeTaken(320.4), '320\u00a0ms'],
    [format.timeTaken(7497), '7.5\u00a0s'],
    [format.timeTaken(1000), '1.0\u00a0s'],
    [format.milliseconds(219.44), '219.4'],
    [format.milliseconds(null), format.NOTHING],
    [format.seconds(0.5), '0.5\u00a0s'],
    [format.rate(219.93), '219.9'],
    [format.rate(19.99), '20.0'],
    [format.money(176744.16), '176,744.16'],
    [format.priceIn('PLN')(29.457), 'PLN\u00a029.46'],
    [format.share(0.6209), '62.1%'],
    [format.share(0.99994), '99.994%'],
    [format.share(0.0002), '0.020%'],
    [format.share(1), '100.0%'],
    [format.share(0), '0.0%'],
    [format.wholeShare(0.8), '80%'],
    [format.shareOf(1, 0), format.NOTHING],
    [format.dateTime('2026-11-21T10:58:12.000Z'), '21 November 2026, 10:58\u00a0UTC'],
    [format.hour(7), '07:00'],
    [format.list(['a', 'b', 'c']), 'a, b and c'],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });
});
