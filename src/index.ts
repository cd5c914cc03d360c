/** The public API, for notebooks and scripts. Nothing heavy is loaded before it is used. */
import './notebooks/display/notebook.js';

export { analyzeOrders } from './pipelines/orders/analysis/analyze.js';
export type { Analysis, Results } from './pipelines/orders/analysis/results.js';
export { renderPng, renderSvg } from './charts/render.js';
export type { Experiment } from './pipelines/orders/config.js';
export { listExperiments, loadExperiment } from './pipelines/orders/experiments.js';
export { resolveSettings } from './config/settings.js';
export { liveChart, show } from './notebooks/display/show.js';
export { cellReporter } from './notebooks/display/progress.js';
export { renderReport } from './experiment/render.js';
export { runExperiment } from './experiment/run-experiment.js';
export { kafkaClient } from './kafka/client.js';
export { latestOffsets } from './kafka/topics.js';
export { ensureOrdersTopic, ORDERS_TOPIC } from './pipelines/orders/topic.js';
export { brokerPlaces, partitionPlaces } from './kafka/topology.js';
export { compareAcks } from './pipelines/orders/notebooks/acks.js';
export { latencyHistogramChart } from './pipelines/orders/notebooks/charts/latency-histogram.js';
export { partitionMap } from './pipelines/orders/notebooks/charts/partition-map.js';
export { triggerLatencyChart } from './pipelines/orders/notebooks/charts/trigger-latency.js';
export { killBroker, killQuery, mendCluster } from './pipelines/orders/notebooks/fault-lab.js';
export { check } from './pipelines/orders/notebooks/exercises/check.js';
export { chartNames, orderFrame, resultChart, withoutFaults } from './pipelines/orders/notebooks/frames.js';
export { checkpointLog, committedFiles, ordersLedger } from './pipelines/orders/notebooks/landing.js';
export {
  commitLatenciesMs,
  compareTriggers,
  describeLatencies,
  shareAboveMean,
} from './pipelines/orders/notebooks/latency.js';
export { closeSandbox, openSandbox, type Sandbox } from './pipelines/orders/notebooks/sandbox.js';
export {
  brokenRules,
  eventKeys,
  messagesArrive,
  messagesByPartition,
  orderEvents,
  payloadFields,
  sendOrders,
  sendResultTable,
} from './pipelines/orders/notebooks/orders.js';
export { compareRuns, runOwnExperiment, sandboxRun } from './pipelines/orders/notebooks/run.js';
export type { RunData } from './pipelines/orders/notebooks/run-data.js';
export { startOrdersQuery, startSandboxTracker } from './pipelines/orders/notebooks/queries.js';
export { catchUp, watchQuery } from './pipelines/orders/notebooks/watch.js';
export { orderDdl, ORDER_FIELDS } from './pipelines/orders/data/fields.js';
export { RULES } from './pipelines/orders/data/rules.js';
export { eventGenerator } from './pipelines/orders/data/events.js';
export { produce } from './producers/produce.js';
export { terminalReporter } from './core/reporter.js';
export { createRunFolder, listRunIds, loadRun, newRunId } from './runs/store.js';
export { startServices } from './services/start.js';
export { stopServices } from './services/stop.js';
export { killService } from './services/kill.js';
export { quorumVoters } from './services/components/kafka/quorum.js';
export { embeddedStatus, runningServices } from './services/status.js';
export * from './spark/index.js';
export { startValidationQuery, validateOrders } from './pipelines/orders/jobs/validation-query.js';
export { startTracker } from './streaming/tracker.js';
