import { PRODUCT } from '../product.ts';

/** The first lines of help: the five things people do, one example each. */
export const welcome = (): string => `${PRODUCT.name} ${PRODUCT.version}

  alchemiser trade                        trade the next session of the built-in paper exchange
  alchemiser plan                         see the trades first, send nothing
  alchemiser signals --json               what was decided and why, for a program
  alchemiser status                       account, positions, books, last runs
  alchemiser trade --bars ./bars --session 2024-08-06    the same on your own daily bars
`;
