import { toJson } from '@bufbuild/protobuf';
import { ExpressionSchema } from '../../../src/spark/gen/spark/connect/expressions_pb.js';
import type { Column } from '../../../src/spark/index.js';

/** Expressions as the server gets them, in protobuf's JSON. */
export const columnPlan = (column: Column) => toJson(ExpressionSchema, column.expression);

export const attribute = (unparsedIdentifier: string) => ({ unresolvedAttribute: { unparsedIdentifier } });
export const a = attribute('a');
export const b = attribute('b');
export const int = (integer: number) => ({ literal: { integer } });
export const text = (string: string) => ({ literal: { string } });
export const call = (functionName: string, ...args: object[]) => ({
  unresolvedFunction: { functionName, arguments: args },
});
