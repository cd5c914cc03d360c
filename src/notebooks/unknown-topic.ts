/** All that Spark says of a topic that does not exist: not even its name. */
const UNKNOWN_TOPIC = /UnknownTopicOrPartitionException/;

/** What to say of an error of a query that reads a topic that does not exist; undefined for other errors. */
export function unknownTopicHint(message: string, ownTopic: string | undefined): string | undefined {
  if (!UNKNOWN_TOPIC.test(message)) return undefined;
  const own = ownTopic === undefined ? '' : `; this notebook's is sandbox.topic, "${ownTopic}"`;
  return `the topic in the option "subscribe" does not exist${own}`;
}
