import type { RunStatus } from '@alchemiser/domain';
import type { ReportView } from './report-view.ts';

/** The word in the header. */
export const STATUS: Readonly<Record<RunStatus, ReportView['status']>> = {
  traded: { word: 'TRADED', tone: 'good' },
  unchanged: { word: 'UNCHANGED', tone: 'quiet' },
  partly: { word: 'PARTLY', tone: 'warn' },
  refused: { word: 'REFUSED', tone: 'warn' },
  halted: { word: 'HALTED', tone: 'bad' },
  planned: { word: 'PLANNED', tone: 'quiet' },
};
