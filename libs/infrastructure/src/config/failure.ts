import { Failure } from '@alchemiser/services';
import type { ConfigFault } from './configuration.ts';

/** All faults as one failure: the first as its sentence, the rest as advice. @param where the file's name, for the sentence. */
export const configFailure = (faults: readonly ConfigFault[], where: string): Failure =>
  new Failure('config.invalid', `${where}: ${faults[0]?.says ?? 'nothing is wrong'}.`, {
    ...(faults.length > 1 && {
      advice: `Also: ${faults
        .slice(1)
        .map(({ says }) => says)
        .join('; ')}.`,
    }),
    context: { faults },
  });
