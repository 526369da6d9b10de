/** Where our strategies decide otherwise than the Python system they come from, and why: the part of a page that no rule sheet can tell. */

export interface Departure {
  readonly what: string;
  readonly original: string;
  readonly here: string;
}

export interface About {
  /** What the strategy does, in a sentence. */
  readonly says: string;
  readonly departures: readonly Departure[];
}

/** True of all of them. */
export const EVERYWHERE: readonly Departure[] = [
  {
    what: 'A ticker without bars',
    original: 'the rule is skipped, or a missing measure counts as 50',
    here: 'refuses by name where it is reached; only a candidate of a ranking may be too young, and is left out',
  },
  {
    what: 'RSI',
    original: 'smoothed from zero over the year that was fetched',
    here: "Wilder's, seeded with the mean of the first changes, over all history there is",
  },
  {
    what: 'Bars',
    original: 'raw closes, the running session among them',
    here: 'adjusted closes of completed sessions',
  },
  {
    what: 'An error',
    original: 'becomes HOLD of BIL, which sells the sleeve',
    here: 'stops the run before any order, or keeps the sleeve where the configuration says so',
  },
];

const CLOSE_TO_ALL_KLM: readonly Departure[] = [
  {
    what: 'Candidates that are absent',
    original: 'a ranking with nobody left falls back to a named ticker',
    here: 'refuses',
  },
];

const klm = (says: string, ...departures: readonly Departure[]): About => ({ says, departures: [...departures, ...CLOSE_TO_ALL_KLM] });

export const ABOUT: Readonly<Record<string, About>> = {
  nuclear: {
    says: 'Hedges an overbought market, buys an oversold one, holds uranium and its neighbours in a bull market and two votes on the Nasdaq in a bear market.',
    departures: [
      {
        what: 'Weights of the bear mix',
        original: 'by a stand-in made of the RSI, because prices never reached the formula',
        here: "inverse to the true 14-day volatility of the two votes' own returns",
      },
      {
        what: 'A candidate of the basket with too little history',
        original: 'counts as 50 % a day and ranks first',
        here: 'is no candidate',
      },
      { what: 'Without SPY', original: 'HOLD of SPY', here: 'refuses' },
    ],
  },
  tecl: {
    says: 'Holds leveraged technology while it is stronger than managed futures, cash and volatility when the market is overbought.',
    departures: [
      { what: 'Without SPY', original: 'HOLD of BIL', here: 'refuses' },
      { what: 'Without XLK or KMLM', original: 'BIL', here: 'refuses where the switcher is reached' },
    ],
  },
  klm: klm('Follows, of eight variants, the one whose own last five daily returns deviate most.', {
    what: 'Which variant',
    original: 'no returns were ever recorded, so that every score was 0 and 506/38 won every day',
    here: "real: each variant's own daily returns are computed and ranked; 506/38 alone is a strategy of its own",
  }),
  'klm-506-38': klm('The variant that the Python system effectively traded: FNGU while technology leads, else the calmest of three.', {
    what: 'SSO in the rotator',
    original: 'named in its title, left out of its code',
    here: 'left out too: the code is what traded',
  }),
  'klm-1280-26': klm('The only variant that does not ask whether volatility has popped, and that buys two funds.'),
  'klm-1200-28': klm('The most oversold of three leveraged funds while technology leads, else shorts or bonds.'),
  'klm-520-22': klm('The original of the family: TECL or SVIX while technology leads, else the calmest of four.'),
  'klm-530-18': klm(
    'A tree of its own: scales into volatility, a long-run check, a rebound, and a switcher with a complex of its own.',
    {
      what: 'The FNGU complex',
      original: 'ranked as a constant 50',
      here: 'ranked by the RSI(10) of its own stream of returns',
    },
    {
      what: 'RSI(15), 20-day average return, 1- and 6-day return',
      original: 'never computed: constants, so that the crash was never seen',
      here: 'measured',
    },
    {
      what: 'ERX, GLD, SLV, PDBC, XLE',
      original: 'bought without ever being priced',
      here: 'required like every other ticker',
    },
    {
      what: 'Blends of 0.333',
      original: 'sum to 0.999',
      here: 'the same: what is missing to one stays in cash',
    },
  ),
  'klm-410-38': klm('506/38 with SSO in the rotator.'),
  'klm-nova': klm(
    'Single stocks where the others hold leveraged technology, and UVIX as the gauge of popped volatility.',
    {
      what: 'RSI(11) of the seven stocks',
      original: 'never computed, so that FNGO won every day',
      here: 'measured',
    },
    { what: 'UVIX', original: 'never fetched, so that nothing ever popped', here: 'measured' },
  ),
  'klm-830-21': klm('Follows strength in technology, and asks the bond market before it rotates.', {
    what: 'The bond check',
    original: 'asked under a name that nothing was stored under, so that bonds never rose',
    here: 'the 20-day average return of BND, measured',
  }),
};
