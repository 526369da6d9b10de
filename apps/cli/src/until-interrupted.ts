import { EXIT } from './exit-codes.ts';
import { SIGNALS } from './graceful-stop.ts';

/**
 * Settles at Ctrl-C or a request to end; the second one ends the process at once. What the rest of the program would do then is about
 * orders under way, so it is set aside until then. A signal is never without a listener in between: one that comes just then would end
 * the process, or be lost.
 */
export async function untilInterrupted(): Promise<void> {
  let times = 0;
  let settle: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const interrupt = (): void => {
    times += 1;
    if (times > 1) process.exit(EXIT.failed);
    settle();
  };
  const aside = SIGNALS.map((signal) => [signal, process.listeners(signal) as (() => void)[]] as const);
  for (const [signal, listeners] of aside) {
    process.on(signal, interrupt);
    for (const listener of listeners) process.off(signal, listener);
  }
  await interrupted;
}
