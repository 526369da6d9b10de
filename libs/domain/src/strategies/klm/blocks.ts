/** The parts that the KLM variants share: what is overbought goes to volatility, what has popped is bought back. */
import { above, any, below, group, when, type Child } from '../../strategy/build.ts';
import { rsi } from '../../strategy/measures.ts';
import type { Allocation } from '../../strategy/node.ts';

/** Eleven sectors and indices; one of them overbought is enough for volatility. */
export const unlessOverbought = (otherwise: Child): Allocation =>
  group(
    'Overbought check',
    when(
      any(
        above(rsi('QQQE', 10), 79),
        above(rsi('VTV', 10), 79),
        above(rsi('VOX', 10), 79),
        above(rsi('TECL', 10), 79),
        above(rsi('VOOG', 10), 79),
        above(rsi('VOOV', 10), 79),
        above(rsi('XLP', 10), 75),
        above(rsi('TQQQ', 10), 79),
        above(rsi('XLY', 10), 80),
        above(rsi('FAS', 10), 80),
        above(rsi('SPY', 10), 80),
      ),
      { then: 'UVXY', else: otherwise },
    ),
  );

const spent = group('Spent volatility', when(above(rsi('SPY', 21), 30), { then: 'VIXM', else: 'SPXL' }));

/** Volatility itself has popped: `gauge` is the fund that tells. */
export const unlessVolatilityPopped = (gauge: 'UVXY' | 'UVIX', otherwise: Child): Allocation =>
  group('Single popped', when(above(rsi(gauge, 21), 65), { then: spent, else: otherwise }));

/** Leveraged funds that fell too far are bought. */
export const unlessOversold = (otherwise: Child, options: { readonly withBiotech: boolean }): Allocation =>
  group(
    'Oversold check',
    when(below(rsi('TQQQ', 10), 30), {
      then: 'TECL',
      else: when(below(rsi('SOXL', 10), 30), {
        then: 'SOXL',
        else: when(below(rsi('SPXL', 10), 30), {
          then: 'SPXL',
          else: options.withBiotech ? when(below(rsi('LABU', 10), 25), { then: 'LABU', else: otherwise }) : otherwise,
        }),
      }),
    }),
  );

/** Technology stronger than managed futures, or not. */
export const switcher = (branches: { readonly technology: Child; readonly otherwise: Child }): Allocation =>
  group(
    'KMLM switcher',
    when(above(rsi('XLK', 10), rsi('KMLM', 10)), {
      then: group('Technology leads', branches.technology),
      else: group('Rotator', branches.otherwise),
    }),
  );
