/** Tickers as symphonies write them: `SPY`, `BRK/B`, `EQUITIES::SPY//USD`. Anything but US stocks and ETFs is refused by name. */
import { err, ok, type Result } from '../result.ts';
import { ticker as tickerOf, type Ticker } from '../values/ticker.ts';
import { quoted } from './form.ts';

const QUALIFIED = /^([A-Z]+)::(.+?)(?:\/\/([A-Z]+))?$/;
const CRYPTO_PAIR = /^[A-Z0-9]+[/-](?:USD|USDT|USDC|BTC|ETH)$/;
/** Root, expiry, call or put, strike in thousandths (OCC). */
const OPTION = /^[A-Z]{1,6} *\d{6}[CP]\d{8}$/;

/** The ticker, or what was found instead. */
export function readTicker(text: string): Result<Ticker, string> {
  const name = text.trim().toUpperCase();
  const [, assetClass, inner] = QUALIFIED.exec(name) ?? [];
  if (assetClass === 'CRYPTO') return err(`${quoted(text)}, a crypto asset, which is not supported`);
  if (assetClass === 'OPTIONS' || assetClass === 'OPTION') return err(`${quoted(text)}, an option, which is not supported`);
  if (assetClass !== undefined && assetClass !== 'EQUITIES') return err(`${quoted(text)}, of a class that is not supported`);
  const bare = inner ?? name;
  if (CRYPTO_PAIR.test(bare)) return err(`${quoted(text)}, a crypto asset, which is not supported`);
  if (OPTION.test(bare)) return err(`${quoted(text)}, an option, which is not supported`);
  if (bare.startsWith('^')) return err(`${quoted(text)}, an index, which cannot be held or measured`);
  try {
    return ok(tickerOf(bare));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return err(quoted(text));
  }
}
