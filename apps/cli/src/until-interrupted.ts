const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Settles at Ctrl-C or a request to end; another one after that ends the process at once. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const interrupt = (): void => {
      for (const name of SIGNALS) process.off(name, interrupt);
      resolve();
    };
    for (const name of SIGNALS) process.on(name, interrupt);
  });
}
