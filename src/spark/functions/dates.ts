import type { Column, ColumnOrName } from '../column.js';
import { ofColumn, ofColumnAndValues, ofColumns, ofTwoColumns, ofValueAndColumns } from './make.js';

type Formatted = [column: ColumnOrName, format?: string];
type Shifted = [date: ColumnOrName, by: ColumnOrName | number];
type Zoned = [timestamp: ColumnOrName, timeZone: string | Column];
type Unit = 'year' | 'quarter' | 'month' | 'week' | (string & {});

/** Formats are Java's: "yyyy-MM-dd HH:mm:ss". */

/** Today, the same for the whole query. */
export const current_date = ofColumns<[]>('current_date');
/** Now, the same for the whole query. */
export const current_timestamp = ofColumns<[]>('current_timestamp');
/** The same as {@link current_timestamp}. */
export const now = ofColumns<[]>('now');

/** A text to DATE. @param format default as CAST reads it: "2026-01-31" */
export const to_date = ofColumnAndValues<Formatted>('to_date');
/** A text to TIMESTAMP. @param format default as CAST reads it: "2026-01-31 12:00:00" */
export const to_timestamp = ofColumnAndValues<Formatted>('to_timestamp');
/** As {@link to_timestamp}, with null where a text is none. */
export const try_to_timestamp = ofColumnAndValues<Formatted>('try_to_timestamp');
/** A date or timestamp as text. */
export const date_format = ofColumnAndValues<[column: ColumnOrName, format: string]>('date_format');

/** So many days later. */
export const date_add = ofColumns<Shifted>('date_add');
/** So many days earlier. */
export const date_sub = ofColumns<Shifted>('date_sub');
/** So many months later, or at the month's end. */
export const add_months = ofColumns<Shifted>('add_months');
/** Days from start to end. */
export const datediff = ofColumns<[end: ColumnOrName, start: ColumnOrName]>('datediff');
/** The same as {@link datediff}. */
export const date_diff = ofColumns<[end: ColumnOrName, start: ColumnOrName]>('date_diff');
/** Months from the second to the first, with fractions. */
export const months_between = ofTwoColumns('months_between');
/** The first day of the date's year, quarter, month or week. */
export const trunc = ofColumnAndValues<[date: ColumnOrName, unit: Unit]>('trunc');
/** The begin of the timestamp's unit: "hour", "day", "month"... */
export const date_trunc =
  ofValueAndColumns<[unit: Unit | 'day' | 'hour' | 'minute' | 'second', timestamp: ColumnOrName]>(
    'date_trunc',
  );
/** The last day of the month. */
export const last_day = ofColumn('last_day');
/** The first such day of the week after the date. @param dayOfWeek such as "Mon" */
export const next_day = ofColumnAndValues<[date: ColumnOrName, dayOfWeek: string]>('next_day');

export const year = ofColumn('year');
export const quarter = ofColumn('quarter');
export const month = ofColumn('month');
/** The day of the month. */
export const day = ofColumn('day');
/** The same as {@link day}. */
export const dayofmonth = ofColumn('dayofmonth');
/** 1 (Sunday) to 7 (Saturday). */
export const dayofweek = ofColumn('dayofweek');
/** 0 (Monday) to 6 (Sunday). */
export const weekday = ofColumn('weekday');
export const dayofyear = ofColumn('dayofyear');
/** The week of the year by ISO 8601. */
export const weekofyear = ofColumn('weekofyear');
/** "Mon". */
export const dayname = ofColumn('dayname');
/** "Jan". */
export const monthname = ofColumn('monthname');
export const hour = ofColumn('hour');
export const minute = ofColumn('minute');
export const second = ofColumn('second');

/** A DATE of three numbers. */
export const make_date =
  ofColumns<[year: ColumnOrName | number, month: ColumnOrName | number, day: ColumnOrName | number]>(
    'make_date',
  );
/** Seconds since 1970, of now or of a timestamp or text. @param format default "yyyy-MM-dd HH:mm:ss" */
export const unix_timestamp = ofColumnAndValues<[column?: ColumnOrName, format?: string]>('unix_timestamp');
/** Seconds since 1970 as text in the session's time zone. @param format default "yyyy-MM-dd HH:mm:ss" */
export const from_unixtime = ofColumnAndValues<Formatted>('from_unixtime');
export const unix_seconds = ofColumn('unix_seconds');
export const unix_millis = ofColumn('unix_millis');
export const unix_micros = ofColumn('unix_micros');
/** Seconds since 1970 to TIMESTAMP. */
export const timestamp_seconds = ofColumn('timestamp_seconds');
/** Milliseconds since 1970 to TIMESTAMP. */
export const timestamp_millis = ofColumn('timestamp_millis');
/** Microseconds since 1970 to TIMESTAMP. */
export const timestamp_micros = ofColumn('timestamp_micros');
/** What the clocks of a time zone show at a UTC time. */
export const from_utc_timestamp = ofColumnAndValues<Zoned>('from_utc_timestamp');
/** The UTC time at which the clocks of a time zone show this. */
export const to_utc_timestamp = ofColumnAndValues<Zoned>('to_utc_timestamp');

const timeWindow = ofColumnAndValues<[ColumnOrName, string, string, string]>('window');

/**
 * Windows of time to group by, as struct<start, end>. Durations are texts such as "10 minutes".
 *
 * @param slide from one window's start to the next; default the duration, so that windows follow on one another
 * @param startTime by how much windows are shifted from 1970-01-01 00:00:00 UTC; default "0 second"
 */
export const window = (
  time: ColumnOrName,
  duration: string,
  slide = duration,
  startTime = '0 second',
): Column => timeWindow(time, duration, slide, startTime);

/** Windows that end after a gap without rows, to group by. @param gap such as "5 minutes", or a column of such */
export const session_window = ofColumnAndValues<[time: ColumnOrName, gap: string | Column]>('session_window');

/** The time that a window stands for, to use it in another window. */
export const window_time = ofColumn('window_time');
