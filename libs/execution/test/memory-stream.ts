/** A socket without a network that authorises whoever asks. */
type Listener = (...values: unknown[]) => void;

export function memoryStream() {
  const listeners = new Map<string, Listener[]>();
  const emit = (event: string, ...values: unknown[]): void => listeners.get(event)?.forEach((listener) => listener(...values));
  const send = (message: unknown): void => emit('message', Buffer.from(JSON.stringify(message)));
  const socket = () => {
    listeners.clear();
    setImmediate(() => emit('open'));
    return {
      readyState: 1,
      on: (event: string, listener: Listener) => void listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      send: (data: string | Uint8Array) => {
        const said = JSON.parse(String(data)) as { action: string; data: unknown };
        if (said.action === 'authenticate') send({ stream: 'authorization', data: { status: 'authorized', action: 'authenticate' } });
        else send({ stream: 'listening', data: said.data });
      },
      close: () => emit('close'),
    };
  };
  return { socket, send };
}
