import { describe, expect, it } from 'vitest';
import { reasonInLog } from '../../src/services/logs.js';

const ENDED_AT_MS = Date.parse('2026-11-24T10:00:20.000');

describe('the reason in a log', () => {
  it.each([
    [
      'the last error and the exception below it',
      [
        '[2026-11-24 10:00:00,000] ERROR [RaftManager id=1] Connection lost (org.apache.kafka.raft.KafkaRaftManager)',
        '[2026-11-24 10:00:01,000] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$)',
        'org.apache.kafka.common.KafkaException: Failed to acquire lock on file .lock in /data',
        '\tat kafka.log.LogManager.lockLogDirs(LogManager.scala:244)',
        'Caused by: java.io.IOException: ERROR of a disk',
        '\t... 12 more',
        '[2026-11-24 10:00:01,100] INFO shut down (kafka.server.BrokerServer)',
      ],
      '[2026-11-24 10:00:01,000] ERROR Exiting Kafka due to fatal exception (kafka.Kafka$) ' +
        'org.apache.kafka.common.KafkaException: Failed to acquire lock on file .lock in /data',
    ],
    [
      'an error without exception',
      ['26/11/24 10:00:00 ERROR SparkContext: no', '26/11/24 10:00:00 INFO SparkContext: stopped'],
      '26/11/24 10:00:00 ERROR SparkContext: no',
    ],
    [
      'words of the JVM',
      [
        'Error: Could not find or load main class kafka.Kafka',
        'Caused by: java.lang.ClassNotFoundException: kafka.Kafka',
      ],
      'Error: Could not find or load main class kafka.Kafka',
    ],
    [
      'an exception in a thread',
      [
        'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
        '\tat Main.main(Main.java:1)',
      ],
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    ],
    [
      'none, when no line speaks of an error',
      ['INFO one', 'INFO two '],
      'its log gives no reason; was it killed?',
    ],
    [
      'none, when only old lines speak of errors',
      [
        '2026-11-24T10:00:10.000 ERROR ErrorUtils: session closed',
        'org.apache.spark.SparkSQLException: closed',
        '2026-11-24T10:00:19.000 INFO  two',
      ],
      'its log gives no reason; was it killed?',
    ],
    [
      'what follows the last old line',
      [
        '2026-11-24T10:00:10.000 ERROR ErrorUtils: session closed',
        '2026-11-24T10:00:19.000 ERROR Kafka: no disk',
      ],
      '2026-11-24T10:00:19.000 ERROR Kafka: no disk',
    ],
    ['nothing, when there is no log', [], 'it left no log'],
  ])('is %s', (_, lines, reason) => expect(reasonInLog(lines, ENDED_AT_MS)).toBe(reason));
});
