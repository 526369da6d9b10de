import manifest from '../package.json' with { type: 'json' };

export const PRODUCT = { name: 'The Alchemiser', version: manifest.version } as const;
