/** The risk table: every row is evaluated for every plan, passed or not, in this order. */
import { accountRow, booksRow, openOrdersRow, shortsRow } from './account-checks.ts';
import type { RiskRow } from './check.ts';
import { barsRow, collarRow, quoteAgeRow, spreadRow, tradableRow } from './market-checks.ts';
import {
  cashRow,
  exposureRow,
  lossRow,
  minimumRow,
  orderRow,
  planRow,
  reserveRow,
  sellsRow,
  tradesRow,
  turnoverRow,
  weightRow,
} from './size-checks.ts';

export const RISK_ROWS: readonly RiskRow[] = [
  accountRow,
  shortsRow,
  booksRow,
  openOrdersRow,
  tradableRow,
  barsRow,
  quoteAgeRow,
  spreadRow,
  collarRow,
  planRow,
  sellsRow,
  weightRow,
  exposureRow,
  orderRow,
  cashRow,
  reserveRow,
  turnoverRow,
  tradesRow,
  minimumRow,
  lossRow,
];
