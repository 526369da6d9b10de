import './workspace/require-node.mjs';
import { alchemiser } from './workspace/launch.mjs';
import { main } from './workspace/problem.mjs';

await main(() => alchemiser(process.argv.slice(2)));
