/** Builders of the view's blocks. */
import type { Block, Cell, Column, Fact, InkTone, Row } from './report-view.ts';

export const left = (text: string): Cell => ({ text, align: 'left', tone: 'plain' });
export const right = (text: string, tone: InkTone = 'plain'): Cell => ({ text, align: 'right', tone });
export const row = (cells: readonly Cell[], note = ''): Row => ({ cells, note });

/** The first title heads a left column, the others right ones. */
export function table(titles: readonly string[], rows: readonly Row[]): Block {
  const columns = titles.map((title, at): Column => ({ title, align: at === 0 ? 'left' : 'right' }));
  return { kind: 'table', columns, rows };
}

export const paragraph = (text: string, tone: InkTone = 'plain'): Block => ({ kind: 'paragraph', text, tone });
export const alert = (text: string): Block => ({ kind: 'alert', text });

export const fact = (label: string, value: string, tone: InkTone = 'plain'): Fact => ({ label, value, code: false, tone });
export const code = (label: string, value: string): Fact => ({ label, value, code: true, tone: 'plain' });
