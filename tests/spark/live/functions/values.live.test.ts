import { expect, test } from 'vitest';
import { functions as F } from '../../../../src/spark/index.js';
import { onEachServer } from '../on-each-server.js';
import { valuesOf } from './values-of.js';

onEachServer((spark) => {
  test('texts', async () => {
    const row = { s: 'Spark SQL', n: 1234.5, csv: 'a,b,c' };
    const values = await valuesOf(spark(), 's STRING, n DOUBLE, csv STRING', row, {
      upper: F.upper('s'),
      length: F.length('s'),
      concat: F.concat('s', F.lit('!')),
      concat_ws: F.concat_ws('-', 's', 'csv'),
      substring: F.substring('s', 1, 5),
      substring_index: F.substring_index('csv', ',', 2),
      left: F.left('s', 2),
      instr: F.instr('s', 'SQL'),
      lpad: F.lpad('csv', 7, '*'),
      split: F.split('csv', ','),
      limited: F.split('csv', ',', 2),
      extracted: F.regexp_extract('s', '(\\w+) (\\w+)', 2),
      replaced: F.regexp_replace('s', '[aeiou]', '_'),
      matched: F.regexp_like('s', '^Sp'),
      translate: F.translate('csv', 'abc', 'xyz'),
      replace: F.replace('csv', F.lit(',')),
      format_string: F.format_string('%s=%.2f', 's', 'n'),
      format_number: F.format_number('n', 2),
      initcap: F.initcap(F.lower('s')),
      decoded: F.decode(F.encode('s', 'UTF-8'), 'UTF-8'),
      base64: F.base64('s'),
      md5: F.md5('s'),
      sha2: F.length(F.sha2('s', 256)),
      levenshtein: F.levenshtein('s', 'csv'),
    });
    expect(values).toEqual({
      upper: 'SPARK SQL',
      length: 9,
      concat: 'Spark SQL!',
      concat_ws: 'Spark SQL-a,b,c',
      substring: 'Spark',
      substring_index: 'a,b',
      left: 'Sp',
      instr: 7,
      lpad: '**a,b,c',
      split: ['a', 'b', 'c'],
      limited: ['a', 'b,c'],
      extracted: 'SQL',
      replaced: 'Sp_rk SQL',
      matched: true,
      translate: 'x,y,z',
      replace: 'abc',
      format_string: 'Spark SQL=1234.50',
      format_number: '1,234.50',
      initcap: 'Spark Sql',
      decoded: 'Spark SQL',
      base64: 'U3BhcmsgU1FM',
      md5: '14ab8df5135825bc9f5ff7c30609f02f',
      sha2: 64,
      levenshtein: 8,
    });
  });

  test('numbers', async () => {
    const values = await valuesOf(
      spark(),
      'x DOUBLE, i INT',
      { x: 2.5, i: -7 },
      {
        round: F.round('x'),
        bround: F.bround('x'),
        floor: F.floor('x'),
        pow: F.pow('x', 2),
        sqrt: F.sqrt(F.lit(16)),
        ln: F.log(F.lit(1)),
        log2: F.log(2, F.lit(8)),
        pmod: F.pmod('i', 3),
        abs: F.abs('i'),
        conv: F.conv(F.lit('ff'), 16, 10),
        hypot: F.hypot(F.lit(3), F.lit(4)),
        greatest: F.greatest('x', F.lit(3)),
        divided: F.try_divide('x', 0),
        not: F.bitwise_not(F.lit(5)),
        signum: F.signum('i'),
        pi: F.pi(),
        nanvl: F.nanvl(F.lit(NaN), 'x'),
        same: F.rand(7).eq(F.rand(7)),
      },
    );
    expect(values).toEqual({
      round: 3,
      bround: 2,
      floor: 2n,
      pow: 6.25,
      sqrt: 4,
      ln: 0,
      log2: 3,
      pmod: 2,
      abs: 7,
      conv: '255',
      hypot: 5,
      greatest: 3,
      divided: null,
      not: -6,
      signum: -1,
      pi: Math.PI,
      nanvl: 2.5,
      same: true,
    });
  });

  test('dates and times', async () => {
    const row = { t: new Date('2026-02-28T13:14:15.678Z'), s: '31.01.2026' };
    const values = await valuesOf(spark(), 't TIMESTAMP, s STRING', row, {
      parsed: F.to_date('s', 'dd.MM.yyyy'),
      wrong: F.try_to_timestamp(F.lit('never')),
      format: F.date_format('t', 'yyyy/MM/dd HH:mm'),
      add: F.date_add(F.to_date('t'), 1),
      months: F.add_months(F.to_date('s', 'dd.MM.yyyy'), 1),
      diff: F.datediff('t', F.to_date('s', 'dd.MM.yyyy')),
      trunc: F.trunc('t', 'month'),
      hour: F.date_trunc('hour', 't'),
      parts: F.array(F.year('t'), F.month('t'), F.day('t'), F.hour('t'), F.minute('t'), F.second('t')),
      weekday: F.weekday('t'),
      dayname: F.dayname('t'),
      last: F.last_day(F.to_date('s', 'dd.MM.yyyy')),
      next: F.next_day('t', 'Mon'),
      made: F.make_date(2026, 1, F.lit(2)),
      seconds: F.unix_seconds('t'),
      millis: F.timestamp_millis(F.unix_millis('t')),
      text: F.from_unixtime(F.lit(0)),
      unix: F.unix_timestamp(F.lit('1970-01-01 00:01:00')),
      local: F.from_utc_timestamp('t', 'Europe/Warsaw'),
    });
    expect(values).toEqual({
      parsed: new Date('2026-01-31'),
      wrong: null,
      format: '2026/02/28 13:14',
      add: new Date('2026-03-01'),
      months: new Date('2026-02-28'),
      diff: 28,
      trunc: new Date('2026-02-01'),
      hour: new Date('2026-02-28T13:00:00Z'),
      parts: [2026, 2, 28, 13, 14, 15],
      weekday: 5,
      dayname: 'Sat',
      last: new Date('2026-01-31'),
      next: new Date('2026-03-02'),
      made: new Date('2026-01-02'),
      seconds: 1_772_284_455n,
      millis: new Date('2026-02-28T13:14:15.678Z'),
      text: '1970-01-01 00:00:00',
      unix: 60n,
      local: new Date('2026-02-28T14:14:15.678Z'),
    });
  });

  test('conditions', async () => {
    const grade = F.when(F.col('n').ge(90), 'A').when(F.col('n').ge(50), 'B').otherwise('C');
    const values = await valuesOf(
      spark(),
      'n INT, nothing INT',
      { n: 70, nothing: null },
      {
        grade,
        open: F.when(F.col('n').gt(90), 'A'),
        coalesce: F.coalesce('nothing', 'n'),
        nvl2: F.nvl2('nothing', F.lit(1), F.lit(2)),
        nullif: F.nullif('n', F.lit(70)),
        isnull: F.isnull('nothing'),
      },
    );
    expect(values).toEqual({ grade: 'B', open: null, coalesce: 70, nvl2: 2, nullif: null, isnull: true });
  });

  test('functions made by SQL', async () => {
    await spark().sql('CREATE TEMPORARY FUNCTION plus_one(x BIGINT) RETURNS BIGINT RETURN x + 1');
    const frame = spark().range(2).select(F.call_function('plus_one', 'id').alias('n'));
    expect(await frame.collect()).toEqual([{ n: 1n }, { n: 2n }]);
  });
});
