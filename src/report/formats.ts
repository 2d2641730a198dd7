import { SUMMARY } from '../results/documents/summary.js';
import type { RunView } from '../results/run-view.js';
import { summaryText } from './summary-text.js';

/** How a run can be shown: a row per format. */
export const REPORT_FORMATS = {
  text: summaryText,
  json: ({ summary }) => SUMMARY.write(summary),
} as const satisfies Readonly<Record<string, (view: RunView) => string>>;
