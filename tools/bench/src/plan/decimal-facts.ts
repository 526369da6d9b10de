/** The same day in decimals: what the twin plans on. Converting is not part of what is measured. */
import { Decimal } from 'decimal.js';
import { bookIn, quantityIncrement, strategiesIn, toDecimal } from '@alchemiser/domain';
import type { PlanDay } from './day.ts';

export interface DecimalDay {
  readonly sleeves: readonly string[];
  readonly wanted: ReadonlyMap<string, ReadonlyMap<string, Decimal>>;
  readonly quotes: ReadonlyMap<string, { readonly bid: Decimal; readonly ask: Decimal }>;
  readonly increments: ReadonlyMap<string, Decimal>;
  readonly available: ReadonlyMap<string, Decimal>;
  readonly books: ReadonlyMap<string, { readonly cash: Decimal; readonly lots: ReadonlyMap<string, readonly Decimal[]> }>;
  readonly reserve: Decimal;
  readonly tolerance: Decimal;
  readonly notionalMin: Decimal;
}

const decimal = (units: bigint): Decimal => new Decimal(toDecimal(units as never));

export function decimalDay({ target, facts, policy }: PlanDay): DecimalDay {
  const fraction = (value: number): Decimal => new Decimal(Math.round(value * 1e9)).div(1e9);
  return {
    sleeves: target.sleeves.map(({ strategy }) => strategy),
    wanted: new Map(target.wanted.map(({ ticker, by }) => [ticker, new Map(by.map(({ strategy, units }) => [strategy, decimal(units)]))])),
    quotes: new Map([...facts.quotes].map(([name, { bid, ask }]) => [name, { bid: decimal(bid), ask: decimal(ask) }])),
    increments: new Map([...facts.instruments].map(([name, instrument]) => [name, decimal(quantityIncrement(instrument))])),
    available: new Map(facts.positions.map(({ ticker, available }) => [ticker, decimal(available)])),
    books: new Map(
      strategiesIn(facts.ledger).map((name) => {
        const { cash, lots } = bookIn(facts.ledger, name);
        return [
          name,
          { cash: decimal(cash), lots: new Map([...lots].map(([held, each]) => [held, each.map((lot) => decimal(lot.quantity))])) },
        ];
      }),
    ),
    reserve: fraction(policy.reserve),
    tolerance: fraction(policy.tolerance.fraction),
    notionalMin: decimal(policy.notionalMin),
  };
}
