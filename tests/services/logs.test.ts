import { describe, expect, it } from 'vitest';
import { reasonInLog } from '../../src/services/logs.js';

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
      'the last line, when no line speaks of an error',
      ['INFO one', 'INFO two '],
      'its log ends with "INFO two"',
    ],
    ['nothing, when there is no log', [], 'it left no log'],
  ])('is %s', (_, lines, reason) => expect(reasonInLog(lines)).toBe(reason));
});
