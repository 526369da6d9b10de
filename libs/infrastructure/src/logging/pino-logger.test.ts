import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { price } from '@alchemiser/domain';
import { Failure } from '@alchemiser/services';
import { secret } from '../config/secret.ts';
import { pinoLogger, type PinoLoggerOptions } from './pino-logger.ts';

function logged(options: PinoLoggerOptions, act: (log: ReturnType<typeof pinoLogger>) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  act(pinoLogger({ ...options, write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the logger', () => {
  it('writes one JSON object per line: level as a word, UTC time, message, fields', () => {
    const [line] = logged({ fields: { runId: 'r1' } }, (log) => log.info('planned', { sells: 2, buys: 3 }));
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      runId: 'r1',
      message: 'planned',
      sells: 2,
      buys: 3,
    });
  });

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
  ] as const)('at level %s writes %i of four', (level, count) => {
    const lines = logged({ level }, (log) => {
      log.debug('why');
      log.info('a stage ended');
      log.warn('it coped');
      log.error('look today');
    });
    expect(lines).toHaveLength(count);
  });

  it('never writes a secret, by name or by kind', () => {
    const lines = logged({}, (log) =>
      log.info('connected', {
        secret: 'hunter2',
        credentials: { key: 'hunter2', password: 'hunter2' },
        request: { headers: { 'APCA-API-SECRET-KEY': 'hunter2', authorization: 'hunter2' } },
        held: secret('hunter2'),
        nested: { deep: [secret('hunter2')] },
      }),
    );
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines[0]).toMatchObject({ secret: '***', held: '***' });
  });

  it('writes an error with its code and stack, and exact values unmistakably', () => {
    const [line] = logged({}, (log) =>
      log.error('stopped', { error: new Failure('store.corrupt', 'The database is damaged.'), limit: price('12.5') }),
    );
    expect(line).toMatchObject({
      error: { type: 'Failure', code: 'store.corrupt', message: 'The database is damaged.' },
      limit: '12500000000e-9',
    });
  });

  it('leaves standard output to the command', () => {
    const source = `import { pinoLogger } from ${JSON.stringify(join(import.meta.dirname, 'pino-logger.ts'))}; pinoLogger().info('planned');`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--conditions=@alchemiser/source', '--input-type=module', '-e', source], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    });
    expect(stdout).toBe('');
    expect(stderr).toContain('"message":"planned"');
  });
});
