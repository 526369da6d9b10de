import type { RunRecord } from '@alchemiser/domain';
import type { Mail } from '@alchemiser/services';
import { reportHtml } from './html/report-html.ts';
import { reportText } from './text/report-text.ts';
import { viewOf, type ReportOptions } from './view/view-of.ts';

/**
 * A run's mail: subject, HTML of one 600 px column that loads nothing from outside, and a plain-text twin of 72 columns.
 * Every word of the record is escaped. Pure: the same record gives the same mail, byte for byte.
 * @throws RangeError when the record's dates or decimals cannot be read.
 */
export function renderMail(record: RunRecord, options: ReportOptions): Mail {
  const view = viewOf(record, options);
  return { subject: view.subject, html: reportHtml(view), text: reportText(view) };
}
