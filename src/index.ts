/** The public API, for notebooks and scripts. Nothing heavy is loaded before it is used. */
import './display/notebook.js';

export { analyzeOrders } from './analysis/analyze.js';
export type { Analysis, Results } from './analysis/results.js';
export { renderPng, renderSvg } from './charts/render.js';
export type { Experiment } from './config/experiment.js';
export { listExperiments, loadExperiment } from './config/experiment-files.js';
export { resolveSettings } from './config/settings.js';
export { liveChart, show } from './display/show.js';
export { cellReporter } from './display/progress.js';
export { renderReport } from './experiment/render.js';
export { runExperiment } from './experiment/run-experiment.js';
export { kafkaClient } from './kafka/client.js';
export { ensureOrdersTopic, latestOffsets, ORDERS_TOPIC } from './kafka/topics.js';
export { brokerPlaces, partitionPlaces } from './kafka/topology.js';
export { compareAcks } from './lessons/acks.js';
export { latencyHistogramChart } from './lessons/charts/latency-histogram.js';
export { partitionMap } from './lessons/charts/partition-map.js';
export { triggerLatencyChart } from './lessons/charts/trigger-latency.js';
export { killBroker, killQuery, mendCluster } from './lessons/drill.js';
export { check } from './lessons/exercises/check.js';
export { chartNames, orderFrame, resultChart, withoutFaults } from './lessons/frames.js';
export { checkpointLog, committedFiles, lessonLedger } from './lessons/landing.js';
export { commitLatenciesMs, compareTriggers, describeLatencies, shareAboveMean } from './lessons/latency.js';
export { closeLesson, type Lesson, openLesson } from './lessons/lesson.js';
export {
  brokenRules,
  eventKeys,
  lessonEvents,
  messagesByPartition,
  ordersFlow,
  payloadFields,
  sendOrders,
  shipmentTable,
} from './lessons/orders.js';
export { compareRuns, lessonRun, runOwnExperiment } from './lessons/run.js';
export type { RunData } from './lessons/run-data.js';
export { startLessonQuery, startLessonTracker } from './lessons/queries.js';
export { catchUp, watchQuery } from './lessons/watch.js';
export { orderDdl, ORDER_FIELDS } from './orders/fields.js';
export { RULES } from './orders/rules.js';
export { eventGenerator } from './producers/events.js';
export { produce } from './producers/produce.js';
export { terminalReporter } from './runtime/reporter.js';
export { createRunFolder, listRunIds, loadRun, newRunId } from './runs/store.js';
export { startServices } from './services/start.js';
export { stopServices } from './services/stop.js';
export { killService } from './services/kill.js';
export { quorumVoters } from './services/components/kafka/quorum.js';
export { embeddedStatus, runningServices } from './services/status.js';
export * from './spark/index.js';
export { startValidationQuery, validateOrders } from './streaming/validation-query.js';
export { startTracker } from './tracking/tracker.js';
