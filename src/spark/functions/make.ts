import { Column, columnExpression, valueExpression } from '../column.js';
import type { ColumnOrName } from '../column.js';
import type { Expression } from '../gen/spark/connect/expressions_pb.js';
import { call } from '../plan/expressions.js';

/**
 * Every function is a line: its name on the server and what a string among its arguments is, which differs. Numbers and
 * the like are always values, columns are always columns, and arguments left out at the end are not sent.
 */
type Make = <Arguments extends readonly unknown[]>(name: string) => (...args: Arguments) => Column;

/** Strings are names of columns. */
export const ofColumns: Make = (name) => maker(name, () => true);

/** A string in the first place is the name of a column, others are values. */
export const ofColumnAndValues: Make = (name) => maker(name, (place) => place === 0);

/** A string in the first place is a value, others are names of columns. */
export const ofValueAndColumns: Make = (name) => maker(name, (place) => place > 0);

export const ofColumn = (name: string) => ofColumns<[column: ColumnOrName]>(name);
export const ofTwoColumns = (name: string) => ofColumns<[left: ColumnOrName, right: ColumnOrName]>(name);
export const ofAnyColumns = (name: string) => ofColumns<ColumnOrName[]>(name);

function maker(name: string, isNameAt: (place: number) => boolean) {
  return (...args: readonly unknown[]): Column => {
    const given = args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
    return new Column(
      call(
        name,
        given.map((arg, place) => argument(arg, isNameAt(place))),
      ),
    );
  };
}

function argument(arg: unknown, isName: boolean): Expression {
  return isName && typeof arg === 'string' ? columnExpression(arg) : valueExpression(arg);
}
