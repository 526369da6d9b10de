// CSV
export { csvMarketData } from './csv/csv-market-data.ts';
export { readCsvBars } from './csv/csv-folder.ts';
export { CSV_HEADER, parseBars } from './csv/parse-bars.ts';
// Alpaca
export { alpacaMarketData } from './alpaca/alpaca-market-data.ts';
export type { AlpacaMarketDataOptions } from './alpaca/alpaca-market-data.ts';
