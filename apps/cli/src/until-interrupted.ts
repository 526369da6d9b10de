const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Settles at Ctrl-C or a request to end. What the rest of the program would do then is about orders under way, so it is set aside until
 * then. A signal is never without a listener in between: one that comes just then would end the process, or be lost.
 */
export async function untilInterrupted(): Promise<void> {
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<void>((resolve) => (interrupt = resolve));
  const aside = SIGNALS.map((signal) => [signal, process.listeners(signal) as (() => void)[]] as const);
  for (const [signal, listeners] of aside) {
    process.on(signal, interrupt);
    for (const listener of listeners) process.off(signal, listener);
  }
  await interrupted;
  for (const [signal, listeners] of aside) {
    for (const listener of listeners) process.on(signal, listener);
    process.off(signal, interrupt);
  }
}
