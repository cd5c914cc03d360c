import { expect, test } from 'vitest';
import {
  AnalysisException,
  ArithmeticException,
  DataSourceNotFoundException,
  ParseException,
  col,
} from '../../../src/spark/index.js';
import { failure } from '../support/failure.js';
import { onEachServer } from './on-each-server.js';

onEachServer((spark) => {
  test('an unknown table', async () => {
    const error = await failure(
      spark()
        .sql('SELECT * FROM nope_tbl')
        .then((frame) => frame.collect()),
    );
    expect(error).toBeInstanceOf(AnalysisException);
    expect(error).toMatchObject({
      errorClass: 'TABLE_OR_VIEW_NOT_FOUND',
      sqlState: '42P01',
      messageParameters: { relationName: '`nope_tbl`' },
      queryContexts: [{ fragment: 'nope_tbl', startIndex: 14, stopIndex: 21 }],
    });
    expect(error.serverStackTrace).toContain('org.apache.spark');
  });

  test('an unknown data source', async () => {
    const error = await failure(spark().read.format('nope').load().collect());
    expect(error).toBeInstanceOf(DataSourceNotFoundException);
    expect(error).toMatchObject({ errorClass: 'DATA_SOURCE_NOT_FOUND', sqlState: '42K02' });
  });

  test('a text that is no SQL', async () => {
    const error = await failure(spark().sql('SELEC 1'));
    expect(error).toBeInstanceOf(ParseException);
    expect(error).toBeInstanceOf(AnalysisException);
    expect(error).toMatchObject({ errorClass: 'PARSE_SYNTAX_ERROR', sqlState: '42601' });
  });

  test('a message that is longer than a trailer', async () => {
    const error = await failure(
      spark()
        .range(1)
        .select(col('x'.repeat(20_000)))
        .collect(),
    );
    expect(error.errorClass).toBe('UNRESOLVED_COLUMN.WITH_SUGGESTION');
    expect(error.message.length).toBeGreaterThan(20_000);
    expect(Object.keys(error.messageParameters)).toContain('objectName');
  });

  test('of the running query', async () => {
    const error = await failure(spark().range(1).selectExpr('1 / id').collect());
    expect(error).toBeInstanceOf(ArithmeticException);
    expect(error).toMatchObject({ errorClass: 'DIVIDE_BY_ZERO', sqlState: '22012' });
  });
});
