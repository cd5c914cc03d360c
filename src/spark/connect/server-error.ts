import * as errors from '../errors.js';
import type { QueryContext, SparkError, SparkErrorDetails } from '../errors.js';
import { ErrorInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import type {
  FetchErrorDetailsResponse,
  FetchErrorDetailsResponse_Error as FetchedError,
  FetchErrorDetailsResponse_StackTraceElement as StackTraceElement,
} from '../gen/spark/connect/base_pb.js';
import { findDetail, readStatus } from './status-details.js';
import { rpcCode } from './transport.js';
import type { RpcError } from './transport.js';

/** What the trailer tells. Cut short by the server: the message at 2,048 characters, error class and parameters when long. */
export interface ErrorTrailer {
  /** Java classes, most specific first. */
  readonly classes: readonly string[];
  readonly message: string;
  readonly errorClass: string | undefined;
  readonly sqlState: string | undefined;
  readonly messageParameters: Readonly<Record<string, string>>;
  readonly stackTrace: string | undefined;
  /** With it the whole error can be fetched, once. */
  readonly errorId: string | undefined;
}

type SparkErrorType = new (message: string, details: SparkErrorDetails) => SparkError;

/** By Java class name without its package. Subclasses come before their parents in what the server lists. */
const typeByJavaClass = new Map<string, SparkErrorType>([
  ['ParseException', errors.ParseException],
  ['AnalysisException', errors.AnalysisException],
  ['StreamingQueryException', errors.StreamingQueryException],
  ['SparkNumberFormatException', errors.NumberFormatException],
  ['NumberFormatException', errors.NumberFormatException],
  ['SparkIllegalArgumentException', errors.IllegalArgumentException],
  ['IllegalArgumentException', errors.IllegalArgumentException],
  ['SparkArithmeticException', errors.ArithmeticException],
  ['ArithmeticException', errors.ArithmeticException],
  ['SparkUnsupportedOperationException', errors.UnsupportedOperationException],
  ['UnsupportedOperationException', errors.UnsupportedOperationException],
  ['SparkArrayIndexOutOfBoundsException', errors.ArrayIndexOutOfBoundsException],
  ['ArrayIndexOutOfBoundsException', errors.ArrayIndexOutOfBoundsException],
  ['SparkDateTimeException', errors.DateTimeException],
  ['DateTimeException', errors.DateTimeException],
  ['SparkNoSuchElementException', errors.SparkNoSuchElementException],
  ['NoSuchElementException', errors.SparkNoSuchElementException],
  ['SparkRuntimeException', errors.SparkRuntimeException],
  ['SparkUpgradeException', errors.SparkUpgradeException],
  ['QueryExecutionException', errors.QueryExecutionException],
  ['InvalidPlanInput', errors.InvalidPlanInput],
  ['InvalidCommandInput', errors.InvalidCommandInput],
  ['SparkException', errors.SparkException],
]);

/** Errors that their Java class does not tell from others. */
const typeByErrorClass = new Map<string, SparkErrorType>([
  ['OPERATION_CANCELED', errors.OperationCanceledException],
  ['DATA_SOURCE_NOT_FOUND', errors.DataSourceNotFoundException],
  ['INVALID_HANDLE.SESSION_CLOSED', errors.SessionClosedError],
  ['INVALID_HANDLE.SESSION_CHANGED', errors.SessionClosedError],
]);

export function readErrorTrailer(error: RpcError): ErrorTrailer | undefined {
  const status = readStatus(error);
  const info = findDetail(status, ErrorInfoSchema);
  if (status === undefined || info === undefined) return undefined;
  const { metadata } = info;
  return {
    classes: parseJson<string[]>(metadata['classes']) ?? [info.reason],
    message: status.message,
    errorClass: metadata['errorClass'] || undefined,
    sqlState: metadata['sqlState'] || undefined,
    messageParameters: parseJson<Record<string, string>>(metadata['messageParameters']) ?? {},
    stackTrace: metadata['stackTrace'],
    errorId: metadata['errorId'],
  };
}

/** The error for users, from the fetched details if there are any, else from the trailer, else from the bare status. */
export function toSparkError(
  error: RpcError,
  trailer: ErrorTrailer | undefined,
  fetched: FetchErrorDetailsResponse | undefined,
): SparkError {
  // The caller's own line lies below the client's: the usual ten frames would not reach it.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  try {
    return build(error, trailer, fetched);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function build(
  error: RpcError,
  trailer: ErrorTrailer | undefined,
  fetched: FetchErrorDetailsResponse | undefined,
): SparkError {
  const fromServer =
    fetched?.rootErrorIdx === undefined ? undefined : fromFetched(fetched, fetched.rootErrorIdx);
  if (fromServer !== undefined) return fromServer;
  if (trailer !== undefined) {
    const { message, errorClass, sqlState, messageParameters, stackTrace } = trailer;
    const Type = typeOf(trailer.classes, errorClass, message);
    return new Type(message, { errorClass, sqlState, messageParameters, serverStackTrace: stackTrace });
  }
  return new errors.SparkConnectionError(describe(error), { retryable: error.code === rpcCode.unavailable });
}

function fromFetched(response: FetchErrorDetailsResponse, rootIndex: number): SparkError | undefined {
  const seen = new Set<number>();
  const link = (index: number | undefined): SparkError | undefined => {
    const error = index === undefined || seen.has(index) ? undefined : response.errors[index];
    if (error === undefined || index === undefined) return undefined;
    seen.add(index);
    const throwable = error.sparkThrowable;
    const Type = typeOf(error.errorTypeHierarchy, throwable?.errorClass, error.message);
    return new Type(error.message, {
      errorClass: throwable?.errorClass,
      sqlState: throwable?.sqlState,
      messageParameters: throwable?.messageParameters ?? {},
      queryContexts: throwable?.queryContexts.map(toQueryContext) ?? [],
      serverStackTrace: stackTrace(error),
      cause: link(error.causeIdx),
    });
  };
  return link(rootIndex);
}

/** Where the server sends no error class, the message begins with it. */
const LEADING_CLASS = /^\[([A-Z_.]+)\]/;

function typeOf(
  javaClasses: readonly string[],
  errorClass: string | undefined,
  message: string,
): SparkErrorType {
  const byErrorClass = typeByErrorClass.get(errorClass ?? LEADING_CLASS.exec(message)?.[1] ?? '');
  if (byErrorClass !== undefined) return byErrorClass;
  for (const javaClass of javaClasses) {
    const type = typeByJavaClass.get(javaClass.slice(javaClass.lastIndexOf('.') + 1));
    if (type !== undefined) return type;
  }
  return errors.UnknownException;
}

function toQueryContext(context: QueryContext): QueryContext {
  const { fragment, startIndex, stopIndex, callSite, objectType, objectName } = context;
  return { fragment, startIndex, stopIndex, callSite, objectType, objectName };
}

function stackTrace({ errorTypeHierarchy, message, stackTrace: frames }: FetchedError): string | undefined {
  if (frames.length === 0) return undefined;
  return [`${errorTypeHierarchy[0] ?? ''}: ${message}`, ...frames.map(formatFrame)].join('\n');
}

function formatFrame(frame: StackTraceElement): string {
  return `\tat ${frame.declaringClass}.${frame.methodName}(${frame.fileName ?? 'Unknown Source'}:${frame.lineNumber})`;
}

/** Undefined for what is not there and for JSON that the server cut off. */
function parseJson<T>(text: string | undefined): T | undefined {
  try {
    return text ? (JSON.parse(text) as T) : undefined;
  } catch {
    return undefined;
  }
}

/** What gRPC's implementations in Node.js and Java say of a message beyond their limit. */
const TOO_LARGE = /larger than max|exceeds maximum|message too large/i;

function describe(error: RpcError): string {
  switch (error.code) {
    case rpcCode.unavailable:
      return `The Spark server cannot be reached: ${error.message}`;
    case rpcCode.resourceExhausted:
      return TOO_LARGE.test(error.message)
        ? `A message is too large (see grpc_max_message_size): ${error.message}`
        : `The Spark server, or a proxy before it, has no room for the call: ${error.message}`;
    case rpcCode.unauthenticated:
      return `The Spark server refuses the token: ${error.message}`;
    default:
      return `The call to Spark failed: ${error.message}`;
  }
}
