import { pipelineReport } from '../../../../src/experiment/pipeline-report.js';
import { orders } from '../../../../src/pipelines/orders/pipeline.js';

/** What the reports of orders are written with. */
export const ORDERS_REPORT = pipelineReport(orders);
