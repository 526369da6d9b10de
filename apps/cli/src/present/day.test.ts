import type { RunRecord } from '@alchemiser/domain';
import type { Delivery } from '@alchemiser/execution';
import { describe, expect, it, vi } from 'vitest';
import { presentDay } from './day.ts';
import { screenFor } from './screen.ts';

vi.mock('./run.ts', () => ({ presentRun: () => 'the run' }));

const screen = screenFor({}, false);

function lines(typed: Parameters<typeof presentDay>[2], mail: Delivery = { status: 'off' }, status: RunRecord['status'] = 'traded') {
  const record = { session: '2024-08-06', status } as RunRecord;
  return presentDay(screen, { record, repeated: false, mail }, typed).split('\n').slice(2);
}

describe('what comes next', () => {
  it('goes on in the default directory', () => {
    expect(lines({ live: false })).toEqual([
      'Next     `npm start` trades the following session',
      '         `npm run alchemiser -- status` shows account and books',
      "         `npm run alchemiser -- explain nuclear` shows a whole rule sheet with the day's numbers",
    ]);
  });

  it('goes on at the same account, and with --live only where that is an option', () => {
    expect(lines({ data: '/tmp/a', config: 'live.json', live: true })).toEqual([
      'Next     `npm start -- --data /tmp/a --config live.json --live` trades the following session',
      '         `npm run alchemiser -- status --data /tmp/a --config live.json --live` shows account and books',
      "         `npm run alchemiser -- explain nuclear --data /tmp/a --config live.json` shows a whole rule sheet with the day's numbers",
    ]);
    expect(lines({ config: 'live.json' }, undefined, 'halted')).toEqual([
      'Next     `npm run alchemiser -- status --config live.json` says what a person must find out',
    ]);
  });

  it('can be pasted into a shell', () => {
    expect(lines({ data: "mara's books" })[0]).toBe(
      String.raw`Next     ${'`'}npm start -- --data 'mara'\''s books'${'`'} trades the following session`,
    );
  });
});

describe('a mail that has not left', () => {
  it('is told with what to do', () => {
    const mail = { status: 'failed', says: 'Nobody answers', advice: 'Check the host.' } as const;
    expect(lines({}, mail).slice(0, 2)).toEqual(['Mail     not sent: Nobody answers', '         Check the host.']);
    expect(lines({}, { status: 'failed', says: 'Nobody answers' }).slice(0, 2)).toEqual([
      'Mail     not sent: Nobody answers',
      expect.stringContaining('Next') as string,
    ]);
  });
});
