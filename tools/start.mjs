import './workspace/require-node.mjs';
import { alchemiser } from './workspace/launch.mjs';
import { main } from './workspace/problem.mjs';

// `npm start -- --seed 3` trades a day with those options.
await main(() => alchemiser(['trade', ...process.argv.slice(2)]));
