import { EXIT } from './exit-codes.ts';

/** What Ctrl-C means while orders may be open: the first ends the run in order, the second leaves at once. */
export interface GracefulStop {
  /** Aborted by the first; from the moment somebody asks for it. A command that never asks is ended by Ctrl-C at once. */
  signal(): AbortSignal;
  /** Ctrl-C means what it meant before. */
  release(): void;
}

/** Ctrl-C, a supervisor, and a terminal that is closed. */
export const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function gracefulStop(): GracefulStop {
  const asked = new AbortController();
  const onSignal = (): void => {
    if (asked.signal.aborted) {
      process.stderr.write(
        '\nStopped at once. Orders may still be open: `alchemiser status` shows them, `alchemiser trade` goes on where this run was.\n',
      );
      process.exit(EXIT.halted);
    }
    process.stderr.write('\nStopping: cancelling open orders, then reconciling and reporting. Press Ctrl-C again to leave at once.\n');
    asked.abort();
  };
  let isHeard = false;
  return {
    signal() {
      if (!isHeard) for (const name of SIGNALS) process.on(name, onSignal);
      isHeard = true;
      return asked.signal;
    },
    release() {
      for (const name of SIGNALS) process.off(name, onSignal);
      isHeard = false;
    },
  };
}
