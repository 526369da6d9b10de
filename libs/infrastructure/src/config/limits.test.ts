import { DEFAULT_LIMITS, money, toDecimal, type RiskLimits } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { configured, sentences } from '../../test/configured.ts';

/** The account is named beside the limits. */
type Limit = Exclude<keyof RiskLimits, 'account'>;
const LIMITS = Object.keys(DEFAULT_LIMITS) as readonly Limit[];

describe('every risk limit', () => {
  it.each(LIMITS)('%s is as decided when nothing is said, and as configured otherwise', (limit) => {
    expect(configured().decide.limits[limit]).toEqual(DEFAULT_LIMITS[limit]);
    const said = limit === 'notionalMin' ? '7.5' : 7;
    expect(configured({ limits: { [limit]: said } }).decide.limits).toEqual({
      ...DEFAULT_LIMITS,
      [limit]: limit === 'notionalMin' ? money('7.5') : 7,
    });
  });

  it.each(LIMITS)('%s below nothing, or no number at all, is refused by name', (limit) => {
    for (const value of limit === 'notionalMin' ? ['-1', 'much', 1] : [-1, 'much', null]) {
      expect(sentences({ limits: { [limit]: value } }).join(), JSON.stringify(value)).toContain(`limits.${limit} must be `);
    }
  });

  it('has the values that the decision pages promise', () => {
    expect({ ...DEFAULT_LIMITS, notionalMin: toDecimal(DEFAULT_LIMITS.notionalMin) }).toEqual({
      weightPerTickerMax: 100,
      grossExposureMax: 100,
      orderNotionalMax: 110,
      turnoverMax: 210,
      tradesPerSessionMax: 60,
      notionalMin: '1',
      priceCollar: 25,
      quoteAgeMsMax: 5_000,
      spreadBpsMax: 100,
      sessionLossMax: 15,
    });
    expect(configured().decide.reserve).toBe(0.01);
  });
});
