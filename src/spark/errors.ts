import { inspect } from 'node:util';
import { StreambookError } from '../core/errors.js';
import { displayError } from './error-display.js';

/** The part of a SQL text or of a program that an error is about. */
export interface QueryContext {
  readonly fragment: string;
  /** Position of the fragment's first and last character in the SQL text, from 0. */
  readonly startIndex: number;
  readonly stopIndex: number;
  /** Set for errors in DataFrame calls instead of SQL text. */
  readonly callSite: string;
  readonly objectType: string;
  readonly objectName: string;
}

export interface SparkErrorDetails {
  readonly errorClass?: string | undefined;
  readonly sqlState?: string | undefined;
  readonly messageParameters?: Readonly<Record<string, string>>;
  readonly queryContexts?: readonly QueryContext[];
  readonly serverStackTrace?: string | undefined;
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Whatever the Spark server or the protocol reports. `code` is the error class, such as TABLE_OR_VIEW_NOT_FOUND. */
export class SparkError extends StreambookError {
  override readonly name: string = 'SparkError';
  /** Spark's name of the error, such as TABLE_OR_VIEW_NOT_FOUND; some errors have none. */
  readonly errorClass: string | undefined;
  readonly sqlState: string | undefined;
  readonly messageParameters: Readonly<Record<string, string>>;
  readonly queryContexts: readonly QueryContext[];
  /** The Java stack, for those who ask. */
  readonly serverStackTrace: string | undefined;

  constructor(message: string, details: SparkErrorDetails = {}, code = details.errorClass ?? 'SPARK_ERROR') {
    super(code, message, { cause: details.cause, retryable: details.retryable ?? false });
    this.errorClass = details.errorClass;
    this.sqlState = details.sqlState;
    this.messageParameters = details.messageParameters ?? {};
    this.queryContexts = details.queryContexts ?? [];
    this.serverStackTrace = details.serverStackTrace;
    // Long and rarely wanted: kept out of what reporters and loggers print of an error's fields.
    Object.defineProperty(this, 'serverStackTrace', { enumerable: false });
  }

  /** What `console.error` prints, and thus a notebook below a cell that failed. */
  [inspect.custom](): string {
    return displayError(this);
  }
}

export class AnalysisException extends SparkError {
  override readonly name: string = 'AnalysisException';
}
export class ParseException extends AnalysisException {
  override readonly name = 'ParseException';
}
/** No data source of that name, such as in `spark.read.format('nope')`. */
export class DataSourceNotFoundException extends AnalysisException {
  override readonly name = 'DataSourceNotFoundException';
}
/** The operation was interrupted: by this session, by another of the same user, or by its own abort signal. */
export class OperationCanceledException extends SparkError {
  override readonly name = 'OperationCanceledException';
}
export class QueryExecutionException extends SparkError {
  override readonly name = 'QueryExecutionException';
}
/** The server does not understand the plan: of another version, or made by hand. */
export class InvalidPlanInput extends SparkError {
  override readonly name = 'InvalidPlanInput';
}
export class InvalidCommandInput extends SparkError {
  override readonly name = 'InvalidCommandInput';
}
export class StreamingQueryException extends SparkError {
  override readonly name = 'StreamingQueryException';
}
export class ArithmeticException extends SparkError {
  override readonly name = 'ArithmeticException';
}
export class IllegalArgumentException extends SparkError {
  override readonly name: string = 'IllegalArgumentException';
}
export class NumberFormatException extends IllegalArgumentException {
  override readonly name = 'NumberFormatException';
}
export class UnsupportedOperationException extends SparkError {
  override readonly name = 'UnsupportedOperationException';
}
export class ArrayIndexOutOfBoundsException extends SparkError {
  override readonly name = 'ArrayIndexOutOfBoundsException';
}
export class DateTimeException extends SparkError {
  override readonly name = 'DateTimeException';
}
export class SparkRuntimeException extends SparkError {
  override readonly name = 'SparkRuntimeException';
}
export class SparkUpgradeException extends SparkError {
  override readonly name = 'SparkUpgradeException';
}
export class SparkNoSuchElementException extends SparkError {
  override readonly name = 'SparkNoSuchElementException';
}
export class SparkException extends SparkError {
  override readonly name = 'SparkException';
}
/** The server failed with a Java class that has no counterpart here. */
export class UnknownException extends SparkError {
  override readonly name = 'UnknownException';
}

/** The call itself failed: no server, no permission, a message too large. */
export class SparkConnectionError extends SparkError {
  override readonly name: string = 'SparkConnectionError';

  constructor(message: string, details: SparkErrorDetails = {}) {
    super(message, details, details.errorClass ?? 'SPARK_CONNECTION_FAILED');
  }
}

/** Every retry was used up; `cause` is the last failure. */
export class RetriesExceededError extends SparkError {
  override readonly name = 'RetriesExceededError';

  constructor(cause: Error) {
    super(
      `Gave up after all retries: ${cause.message}`,
      { cause, retryable: true },
      'SPARK_RETRIES_EXCEEDED',
    );
  }
}

/** The server broke the protocol, so that a result cannot be trusted. */
export class SparkProtocolError extends SparkError {
  override readonly name = 'SparkProtocolError';

  constructor(message: string, cause?: unknown) {
    super(message, { cause }, 'SPARK_PROTOCOL_ERROR');
  }
}

/** The session is stopped, or the server has forgotten it. Build a new one. */
export class SessionClosedError extends SparkError {
  override readonly name = 'SessionClosedError';

  constructor(message: string, details: SparkErrorDetails = {}) {
    super(message, details, 'SPARK_SESSION_CLOSED');
  }
}

/** The call was wrong before anything was sent. */
export class SparkArgumentError extends SparkError {
  override readonly name: string = 'SparkArgumentError';

  constructor(message: string, code = 'SPARK_ARGUMENT_INVALID') {
    super(message, {}, code);
  }
}
