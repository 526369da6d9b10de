/**
 * The tickers that the synthetic market lists unless told otherwise: all that the Nuclear, TECL and KLM rule sheets name.
 * Levels and volumes are those of August 2024 in round numbers; exposures are of the right sign and size, nothing here is measured.
 */
import { listing, multiple, own, type Listing, type OwnStream } from './listing.ts';

/** What funds follow without its being listed. */
export const INDICES: ReadonlyMap<string, OwnStream> = new Map(
  Object.entries({
    semiconductors: own({ market: 1.3, tech: 1, semiconductors: 1 }, 0.002),
    bigTech: own({ market: 1.2, tech: 1.6 }, 0.007, 0.05),
    biotech: own({ market: 1, small: 0.5, biotech: 1 }, 0.006),
    retail: own({ market: 1.1, shops: 1.2, small: 0.6 }, 0.006),
    smallCaps: own({ market: 1.05, small: 1, banks: 0.3 }, 0.002),
    volatility: own({ fear: 1 }, 0),
    laterVolatility: own({ fear: 0.45 }, 0.006),
  }),
);

const BROAD: readonly Listing[] = [
  listing('SPY', 'SPDR S&P 500 ETF Trust', 517, 60e6, own({ market: 1 }, 0.0002)),
  listing('VOOG', 'Vanguard S&P 500 Growth ETF', 322, 2e5, own({ market: 1.08, tech: 0.5 }, 0.001)),
  listing('VOOV', 'Vanguard S&P 500 Value ETF', 178, 15e4, own({ market: 0.9, tech: -0.4, banks: 0.25 }, 0.001)),
  listing('VTV', 'Vanguard Value ETF', 160, 25e5, own({ market: 0.82, tech: -0.4, banks: 0.25, defensive: 0.3 }, 0.001)),
  listing('IOO', 'iShares Global 100 ETF', 92, 3e5, own({ market: 1, tech: 0.3, dollar: -0.3 }, 0.0015)),
  listing('SPLV', 'Invesco S&P 500 Low Volatility ETF', 67, 2e6, own({ market: 0.6, defensive: 0.6 }, 0.0015)),
  listing('FTLS', 'First Trust Long/Short Equity ETF', 62, 15e4, own({ market: 0.5 }, 0.002, 0.01)),
  listing('QQQ', 'Invesco QQQ Trust', 435, 50e6, own({ market: 1.12, tech: 1 }, 0.001)),
  listing('QQQE', 'Direxion NASDAQ-100 Equal Weighted Index Shares', 86, 3e5, own({ market: 1.05, tech: 0.6 }, 0.002)),
];

const SECTORS: readonly Listing[] = [
  listing('XLK', 'Technology Select Sector SPDR Fund', 203, 8e6, own({ market: 1.15, tech: 1.1, semiconductors: 0.15 }, 0.0015)),
  listing('VOX', 'Vanguard Communication Services ETF', 134, 15e4, own({ market: 1, tech: 0.6 }, 0.0045)),
  listing('XLF', 'Financial Select Sector SPDR Fund', 41.5, 40e6, own({ market: 0.95, banks: 1, bonds: -0.15 }, 0.0015)),
  listing('XLE', 'Energy Select Sector SPDR Fund', 87, 16e6, own({ market: 0.8, energy: 1 }, 0.002)),
  listing('XLP', 'Consumer Staples Select Sector SPDR Fund', 78, 12e6, own({ market: 0.5, defensive: 1 }, 0.002)),
  listing('XLY', 'Consumer Discretionary Select Sector SPDR Fund', 175, 4e6, own({ market: 1.15, tech: 0.4, shops: 0.9 }, 0.003)),
  listing('NLR', 'VanEck Uranium and Nuclear ETF', 76, 1e5, own({ market: 0.8, nuclear: 0.6, power: 0.5 }, 0.004)),
  listing('EXC', 'Exelon Corporation', 37.5, 7e6, own({ market: 0.5, power: 1.2, bonds: 0.2 }, 0.006)),
  listing('BWXT', 'BWX Technologies, Inc.', 95, 8e5, own({ market: 0.8, nuclear: 0.45 }, 0.01, 0.08)),
  listing('LEU', 'Centrus Energy Corp.', 39, 3e5, own({ market: 1.3, nuclear: 1.3 }, 0.028, 0.2)),
  listing('SMR', 'NuScale Power Corporation', 8.9, 7e6, own({ market: 1.5, nuclear: 1.6 }, 0.032, 0.3), { listedSessionsAgo: 565 }),
  // Young on purpose: it has no 90-day average return when trading begins, and grows into the basket.
  listing('OKLO', 'Oklo Inc.', 7.4, 3e6, own({ market: 1.5, nuclear: 1.8 }, 0.036, 0.35), { listedSessionsAgo: 60 }),
];

const STOCKS: readonly Listing[] = [
  listing('AAPL', 'Apple Inc.', 209, 65e6, own({ market: 1.15, tech: 0.9 }, 0.009, 0.05)),
  listing('AMZN', 'Amazon.com, Inc.', 161, 45e6, own({ market: 1.2, tech: 0.9, shops: 0.4 }, 0.012, 0.05)),
  listing('GOOGL', 'Alphabet Inc. Class A', 159, 30e6, own({ market: 1.1, tech: 0.9 }, 0.012, 0.04)),
  listing('MSFT', 'Microsoft Corporation', 395, 22e6, own({ market: 1.1, tech: 1.1 }, 0.008, 0.05)),
  listing('NVDA', 'NVIDIA Corporation', 100, 400e6, own({ market: 1.6, tech: 1.6, semiconductors: 1.1 }, 0.018, 0.3)),
  listing('TSLA', 'Tesla, Inc.', 199, 90e6, own({ market: 1.7, tech: 1.2, shops: 0.7 }, 0.026, 0.1)),
];

const ELSEWHERE: readonly Listing[] = [
  listing('TLT', 'iShares 20+ Year Treasury Bond ETF', 98, 40e6, own({ bonds: 1 }, 0.0006, 0.02)),
  listing('IEF', 'iShares 7-10 Year Treasury Bond ETF', 97, 8e6, own({ bonds: 0.45 }, 0.0005, 0.025)),
  listing('BND', 'Vanguard Total Bond Market ETF', 74, 6e6, own({ bonds: 0.36, market: 0.03 }, 0.0005, 0.03)),
  listing('AGG', 'iShares Core U.S. Aggregate Bond ETF', 99.5, 8e6, own({ bonds: 0.36, market: 0.03 }, 0.0005, 0.03)),
  listing('BSV', 'Vanguard Short-Term Bond ETF', 77.5, 2e6, own({ bonds: 0.14 }, 0.0004, 0.035)),
  listing('BIL', 'SPDR Bloomberg 1-3 Month T-Bill ETF', 91.5, 7e6, own({}, 0.00004, 0.05)),
  listing('GLD', 'SPDR Gold Shares', 222, 7e6, own({ gold: 1, dollar: -0.6 }, 0.001, 0.05)),
  listing('SLV', 'iShares Silver Trust', 25, 20e6, own({ gold: 1.7, dollar: -0.7, market: 0.2 }, 0.008, 0.03)),
  listing('PDBC', 'Invesco Optimum Yield Diversified Commodity Strategy', 13.3, 5e6, own({ energy: 0.6, gold: 0.2, dollar: -0.5 }, 0.004)),
  listing('UUP', 'Invesco DB US Dollar Index Bullish Fund', 28.6, 15e5, own({ dollar: 1, market: -0.08 }, 0.0006, 0.04)),
  listing(
    'KMLM',
    'KraneShares Mount Lucas Managed Futures Index Strategy ETF',
    28.8,
    2e5,
    own({ trend: 1, bonds: -0.2, energy: 0.1 }, 0.002),
  ),
  listing(
    'BTAL',
    'AGF U.S. Market Neutral Anti-Beta Fund',
    19.2,
    2e5,
    own({ market: -0.6, small: -0.5, tech: -0.2, defensive: 0.5 }, 0.003, 0.03),
  ),
];

const LEVERAGED: readonly Listing[] = [
  listing('SSO', 'ProShares Ultra S&P500', 80, 4e6, multiple('SPY', 2)),
  listing('UPRO', 'ProShares UltraPro S&P500', 70, 6e6, multiple('SPY', 3)),
  listing('SPXL', 'Direxion Daily S&P 500 Bull 3X Shares', 130, 5e6, multiple('SPY', 3)),
  listing('TQQQ', 'ProShares UltraPro QQQ', 57, 70e6, multiple('QQQ', 3)),
  listing('SQQQ', 'ProShares UltraPro Short QQQ', 10.4, 150e6, multiple('QQQ', -3)),
  listing('PSQ', 'ProShares Short QQQ', 44, 10e6, multiple('QQQ', -1)),
  listing('TECL', 'Direxion Daily Technology Bull 3X Shares', 66, 2e6, multiple('XLK', 3)),
  listing('SOXL', 'Direxion Daily Semiconductor Bull 3X Shares', 31, 80e6, multiple('semiconductors', 3)),
  listing('FNGU', 'MicroSectors FANG+ Index 3X Leveraged ETN', 330, 1e6, multiple('bigTech', 3), { fractionable: false }),
  listing('FNGO', 'MicroSectors FANG+ Index 2X Leveraged ETN', 75, 2e5, multiple('bigTech', 2), { fractionable: false }),
  listing('FAS', 'Direxion Daily Financial Bull 3X Shares', 110, 8e5, multiple('XLF', 3)),
  listing('ERX', 'Direxion Daily Energy Bull 2X Shares', 60, 4e5, multiple('XLE', 2)),
  listing('RETL', 'Direxion Daily Retail Bull 3X Shares', 8, 5e5, multiple('retail', 3)),
  listing('LABU', 'Direxion Daily S&P Biotech Bull 3X Shares', 115, 12e5, multiple('biotech', 3)),
  listing('LABD', 'Direxion Daily S&P Biotech Bear 3X Shares', 8.5, 14e6, multiple('biotech', -3)),
  listing('TZA', 'Direxion Daily Small Cap Bear 3X Shares', 17, 25e6, multiple('smallCaps', -3)),
  listing('UVXY', 'ProShares Ultra VIX Short-Term Futures ETF', 33, 20e6, multiple('volatility', 1.5)),
  listing('UVIX', '2x Long VIX Futures ETF', 7.6, 20e6, multiple('volatility', 2, 0.02), { listedSessionsAgo: 590 }),
  listing('VIXY', 'ProShares VIX Short-Term Futures ETF', 15.5, 4e6, multiple('volatility', 1)),
  listing('VXX', 'iPath Series B S&P 500 VIX Short-Term Futures ETN', 58, 8e6, multiple('volatility', 1)),
  listing('VIXM', 'ProShares VIX Mid-Term Futures ETF', 15.6, 3e5, multiple('laterVolatility', 1)),
  listing('SVXY', 'ProShares Short VIX Short-Term Futures ETF', 46, 3e6, multiple('volatility', -0.5)),
  listing('SVIX', '-1x Short VIX Futures ETF', 26, 6e6, multiple('volatility', -1), { listedSessionsAgo: 590 }),
];

export const DEFAULT_LISTINGS: readonly Listing[] = [...BROAD, ...SECTORS, ...STOCKS, ...ELSEWHERE, ...LEVERAGED];
