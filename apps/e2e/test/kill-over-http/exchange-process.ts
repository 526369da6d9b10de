/** `node exchange-process.ts <seed> <speed> <start>`: an exchange in a process of its own; it prints its address and lives until it is killed. */
import { fromIsoInstant, syntheticMarket } from '@alchemiser/domain';
import { createPaperExchange, pacedClock, serveExchange } from '@alchemiser/paper-exchange';

const [seed = '7', speed = '20', start = '2024-08-12T19:00:00Z'] = process.argv.slice(2);
const exchange = createPaperExchange({
  market: syntheticMarket({ seed: Number(seed) }),
  clock: pacedClock({ start: fromIsoInstant(start), speed: Number(speed) }),
  account: { id: 'kill', cash: '100000', keyId: 'PKKILL', secret: 'kill-secret' },
  // Orders that take more than one look to fill, so that there are open ones to be killed over.
  partialFillShare: 0.5,
  seed: Number(seed),
});
const { url } = await serveExchange({ exchange, port: 0, requestsPerMinute: 0 });
console.log(url);
