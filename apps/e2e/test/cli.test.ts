import { describe, expect, it } from 'vitest';
import { runCli } from './cli-run.ts';

describe('alchemiser', () => {
  it('explains itself', async () => {
    const { exitCode, stdout } = await runCli(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('trade');
  });

  it('refuses a word it does not know, without a stack', async () => {
    const { exitCode, stdout, stderr } = await runCli(['trad']);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('trade');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
