import { formatPrice, formatSignedPercent, FLIP_RANGE_PERCENT, type Flip } from '@alchemiser/domain';
import { table, wrap, type Screen } from './screen.ts';

/** "TQQQ above 61.87 (+4.2 %) → Nuclear basket: SMR, OKLO, EXC" */
export const flipWords = ({ ticker, side, price, changePercent, becomes }: Flip): string =>
  `${ticker} ${side} ${formatPrice(price)} (${formatSignedPercent(changePercent)}) → ${becomes}`;

/** What would have been enough to decide otherwise; where that leads to the same holdings, also what would have changed those. */
export function nearestFlipLines(flips: readonly Flip[]): readonly string[] {
  const [nearest] = flips;
  if (nearest === undefined) return [`Nearest flip: none within ± ${String(FLIP_RANGE_PERCENT)} %`];
  const changing = nearest.changesHoldings ? undefined : flips.find((flip) => flip.changesHoldings);
  return [`Nearest flip: ${flipWords(nearest)}`, ...(changing === undefined ? [] : [`Nearest to other holdings: ${flipWords(changing)}`])];
}

/** A row for every flip, as they come, and under it what turns. */
export function presentFlips(screen: Screen, flips: readonly Flip[]): string {
  const [head = '', ...rows] = table(
    screen,
    [
      { title: 'ticker' },
      { title: 'close' },
      { title: 'price', align: 'right' },
      { title: 'change', align: 'right' },
      { title: 'would hold' },
    ],
    flips.map(({ ticker, side, price, changePercent, becomes }) => [
      ticker,
      side,
      formatPrice(price),
      formatSignedPercent(changePercent),
      becomes,
    ]),
  ).split('\n');
  return [head, ...rows.flatMap((row, i) => [row, screen.colours.dim(wrap(flips[i]?.because ?? '', screen.width, '    '))])].join('\n');
}
