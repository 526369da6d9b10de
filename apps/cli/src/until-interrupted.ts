const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Until Ctrl-C or a request to end. What the rest of the program would do then is about orders under way, so it is set aside meanwhile. */
export async function untilInterrupted(): Promise<void> {
  const aside = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  for (const [signal, listeners] of aside) for (const listener of listeners) process.off(signal, listener as () => void);
  // Nothing else may keep the process alive: an exchange whose port has closed would be no exchange.
  const alive = setInterval(() => undefined, 2 ** 30);
  let interrupt: () => void = () => undefined;
  try {
    await new Promise<void>((resolve) => {
      interrupt = resolve;
      for (const signal of SIGNALS) process.once(signal, interrupt);
    });
  } finally {
    clearInterval(alive);
    for (const signal of SIGNALS) process.off(signal, interrupt);
    for (const [signal, listeners] of aside) for (const listener of listeners) process.on(signal, listener as () => void);
  }
}
