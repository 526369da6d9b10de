// Imported first, and for its effect: whatever follows may use what Node 20 has.
const OLDEST_MAJOR = 20;

const major = Number(process.versions.node.split('.')[0]);
if (major < OLDEST_MAJOR) {
  console.error(`The Alchemiser needs Node ${OLDEST_MAJOR} or newer, and this is Node ${process.versions.node}.`);
  console.error('Install Node 24 (https://nodejs.org, or `nvm install` in this folder), then run the same command again.');
  process.exit(1);
}
