/**
 * A large symphony as the long-lived ones are: the same brakes, hedges and rankings repeated in every corner, nested 200 deep, laid out as
 * the vendor lays it out (one space a level). About 2 MB of text, 30,000 forms, 400 distinct nodes, windows up to 40.
 */
const TICKERS = 'SPY QQQ TQQQ SQQQ UVXY BIL TLT IEF SOXL SOXS TECL XLK XLF XLE XLP XLY GLD UUP KMLM BTAL SVXY VIXM UPRO PSQ'.split(' ');
const LEVELS = 66;
const BLOCKS = 270;

/** Forms as nested arrays; a string is an atom as written. */
type Written = string | readonly Written[];

interface Vector {
  readonly vector: readonly (Written | Vector)[];
}
type Piece = Written | Vector | readonly Piece[];

/** @param seed the same seed gives the same text. */
export function largeSymphony(seed = 1): string {
  let state = seed >>> 0;
  // A linear congruential generator (Numerical Recipes): reproducible is all it has to be.
  const below = (count: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  const of = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const window = (): string => String(2 + below(39));
  const map = (): Piece => `{:window ${window()}}`;
  const ticker = (): string => JSON.stringify(of(TICKERS));
  const asset = (): Piece => ['asset', ticker(), '"Example Index 3x Shares"'];
  const measure = (name: string): Piece => [name, ticker(), map()];
  const condition = (): Piece =>
    of<() => Piece>([
      () => [of(['>', '<']), measure('rsi'), String(20 + below(61))],
      () => ['>', ['current-price', ticker()], measure('moving-average-price')],
      () => [of(['>', '<']), measure('rsi'), measure('rsi')],
      () => [of(['<', '>']), measure('cumulative-return'), String(below(21) - 10)],
      () => ['>', measure('stdev-return'), `${below(5)}.5`],
    ])();
  const vector = (...pieces: readonly Piece[]): Piece => ({ vector: pieces as readonly (Written | Vector)[] });

  const blocks: Piece[] = Array.from({ length: 40 }, () => ['weight-equal', vector(asset(), asset())]);
  while (blocks.length < BLOCKS) {
    const inner = (): Piece => blocks[below(Math.min(blocks.length, 120))]!;
    blocks.push(
      of<() => Piece>([
        () => ['if', condition(), vector(inner()), vector(inner())],
        () => ['if', condition(), vector(asset()), vector(['weight-equal', vector(inner())])],
        () => [
          'filter',
          [of(['rsi', 'cumulative-return', 'stdev-return']), map()],
          [of(['select-top', 'select-bottom']), '1'],
          vector(asset(), asset(), asset()),
        ],
        () => ['weight-inverse-volatility', window(), vector(asset(), asset(), asset())],
        () => ['weight-specified', '60', asset(), '40', asset()],
      ])(),
    );
  }
  let tree: Piece = asset();
  for (let level = 0; level < LEVELS; level++) {
    const parts = [blocks[(level * 4) % BLOCKS]!, blocks[(level * 4 + 1) % BLOCKS]!, ...Array.from({ length: 14 }, () => of(blocks))];
    const branch: Piece = ['weight-equal', vector(...parts)];
    tree = ['group', `"Level ${level}"`, vector(['weight-equal', vector(['if', condition(), vector(branch), vector(tree)])])];
  }
  return write(['defsymphony', '"Large"', '{:asset-class "EQUITIES", :rebalance-frequency :daily}', tree], 0);
}

function write(piece: Piece, indent: number): string {
  if (typeof piece === 'string') return piece;
  const isVector = 'vector' in piece;
  const items: readonly Piece[] = isVector ? piece.vector : piece;
  const inner = indent + 1;
  const lines = items.map((item) => write(item, inner));
  const isFlat = items.every((item) => typeof item === 'string') && !lines.some((line) => line.length > 60);
  const text = lines.join(isFlat ? ' ' : `\n${' '.repeat(inner)}`);
  return isVector ? `[${text}]` : `(${text})`;
}
