import type { Instrument } from '@alchemiser/domain';
import { listOf, type Handler } from './context.ts';
import { LISTED_ON } from './position-json.ts';
import { json, notFound } from './reply.ts';
import { assetIdOf, symbolOf, tickerFrom } from './symbols.ts';

/** Every field of a recorded asset. No shorts and no extended hours here, so nothing promises them. */
function assetJson({ ticker, name, tradable, fractionable }: Instrument): Readonly<Record<string, unknown>> {
  return {
    id: assetIdOf(ticker),
    class: 'us_equity',
    exchange: LISTED_ON,
    symbol: symbolOf(ticker),
    name,
    status: tradable ? 'active' : 'inactive',
    tradable,
    marginable: true,
    maintenance_margin_requirement: 30,
    margin_requirement_long: '30',
    margin_requirement_short: '30',
    shortable: false,
    easy_to_borrow: false,
    borrow_status: 'hard_to_borrow',
    fractionable,
    attributes: [],
  };
}

export const listAssets: Handler = ({ venue, query }) => {
  const status = query.get('status') ?? 'all';
  const exchange = query.get('exchange') ?? LISTED_ON;
  const classes = listOf(query, 'asset_class');
  // What is not traded here exists, and there is none of it.
  if (exchange !== LISTED_ON || (classes.length > 0 && !classes.includes('us_equity')) || listOf(query, 'attributes').length > 0)
    return json([]);
  const instruments = venue.market.tickers.map((ticker) => venue.market.instrument(ticker)).filter((found) => found !== undefined);
  return json(instruments.map(assetJson).filter((asset) => status === 'all' || status === '' || asset['status'] === status));
};

export const getAsset: Handler = ({ venue, caught }) => {
  const ticker = tickerFrom(caught, venue.market);
  const instrument = ticker === undefined ? undefined : venue.market.instrument(ticker);
  return instrument === undefined ? notFound(`asset not found for ${caught}`) : json(assetJson(instrument));
};
