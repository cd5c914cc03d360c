import type { ColumnOrName } from '../column.js';
import { ofColumn, ofColumnAndValues, ofColumns } from './make.js';

type NumberLike = ColumnOrName | number;

export const abs = ofColumn('abs');
/** The square root. */
export const sqrt = ofColumn('sqrt');
/** The cube root. */
export const cbrt = ofColumn('cbrt');
/** e to the power of the value. */
export const exp = ofColumn('exp');
/** exp(x) - 1, exact near 0. */
export const expm1 = ofColumn('expm1');
/** The natural logarithm. */
export const ln = ofColumn('ln');
export const log2 = ofColumn('log2');
export const log10 = ofColumn('log10');
/** ln(1 + x), exact near 0. */
export const log1p = ofColumn('log1p');
export const sin = ofColumn('sin');
export const cos = ofColumn('cos');
export const tan = ofColumn('tan');
export const asin = ofColumn('asin');
export const acos = ofColumn('acos');
export const atan = ofColumn('atan');
export const sinh = ofColumn('sinh');
export const cosh = ofColumn('cosh');
export const tanh = ofColumn('tanh');
/** Radians to degrees. */
export const degrees = ofColumn('degrees');
/** Degrees to radians. */
export const radians = ofColumn('radians');
/** -1, 0 or 1. */
export const signum = ofColumn('signum');
/** The same as {@link signum}. */
export const sign = ofColumn('sign');
export const factorial = ofColumn('factorial');
/** The nearest whole number as DOUBLE; halves go to the even one. */
export const rint = ofColumn('rint');
/** The number with its sign turned. */
export const negative = ofColumn('negative');
/** The number in binary digits, as a text. */
export const bin = ofColumn('bin');
/** The number or text in hexadecimal digits. */
export const hex = ofColumn('hex');
/** Hexadecimal digits to BINARY. */
export const unhex = ofColumn('unhex');
/** All bits turned. */
export const bitwise_not = ofColumn('~');
/** The number of bits that are 1. */
export const bit_count = ofColumn('bit_count');

/** The natural logarithm, or that to a base: `log('x')`, `log(2, 'x')`. */
export const log = ofColumns<[value: ColumnOrName] | [base: NumberLike, value: ColumnOrName]>('log');

/** The greatest whole number that is not greater. @param scale digits behind the point; default 0 */
export const floor = ofColumnAndValues<[column: ColumnOrName, scale?: number]>('floor');
/** The least whole number that is not less. @param scale digits behind the point; default 0 */
export const ceil = ofColumnAndValues<[column: ColumnOrName, scale?: number]>('ceil');
/** Rounded, halves away from zero. @param scale digits behind the point; default 0 */
export const round = ofColumnAndValues<[column: ColumnOrName, scale?: number]>('round');
/** Rounded, halves to the even digit. @param scale digits behind the point; default 0 */
export const bround = ofColumnAndValues<[column: ColumnOrName, scale?: number]>('bround');

/** The number written in another base, as a text. */
export const conv = ofColumnAndValues<[column: ColumnOrName, fromBase: number, toBase: number]>('conv');
export const shiftleft = ofColumnAndValues<[column: ColumnOrName, bits: number]>('shiftleft');
export const shiftright = ofColumnAndValues<[column: ColumnOrName, bits: number]>('shiftright');

export const pow = ofColumns<[base: NumberLike, exponent: NumberLike]>('power');
/** The remainder, which is never negative for a positive divisor. */
export const pmod = ofColumns<[dividend: NumberLike, divisor: NumberLike]>('pmod');
/** The angle of the point, in radians. */
export const atan2 = ofColumns<[y: NumberLike, x: NumberLike]>('atan2');
/** The length of the hypotenuse. */
export const hypot = ofColumns<[a: NumberLike, b: NumberLike]>('hypot');
/** The quotient, or null where the divisor is 0. */
export const try_divide = ofColumns<[dividend: NumberLike, divisor: NumberLike]>('try_divide');

export const pi = ofColumns<[]>('pi');
export const e = ofColumns<[]>('e');

/** Random numbers from 0 to 1. @param seed default: another each time */
export const rand = ofColumns<[seed?: number]>('rand');
/** Random numbers of the standard normal distribution. @param seed default: another each time */
export const randn = ofColumns<[seed?: number]>('randn');
