import { describe, expect, it } from 'vitest';
import { addUp, countTests, table, totalsLine } from '../../workspace/totals.mjs';

const report = (files: readonly (readonly string[])[], extra: object = {}) => {
  const tests = files.flat();
  const count = (status: string) => tests.filter((test) => test === status).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    numTodoTests: count('todo'),
    testResults: files.map((statuses) => ({
      status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
      assertionResults: statuses.map((status) => ({ status })),
    })),
    ...extra,
  };
};

describe('tests of a report', () => {
  it('are counted by outcome, todo among the skipped', () => {
    expect(
      countTests(
        report([
          ['passed', 'passed', 'skipped'],
          ['failed', 'todo'],
        ]),
      ),
    ).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('count a file that did not load as one failure', () => {
    expect(countTests(report([['passed'], []]))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });
});

describe('totals', () => {
  const tests = (passed: number, failed: number, skipped: number) => ({ passed, failed, skipped });

  it('add up the reports', () => {
    const tasks = [
      { status: 'passed', isTest: true, tests: tests(3, 0, 1) },
      { status: 'failed', isTest: true, tests: tests(2, 2, 0) },
      { status: 'passed', isTest: false },
    ];
    expect(addUp(tasks)).toEqual(tests(5, 2, 1));
  });

  it.each([
    ['a failed build', { status: 'failed', isTest: false }],
    ['a task that never ran', { status: 'not run', isTest: false }],
    ['a test task without a report', { status: 'passed', isTest: true }],
    ['a test task that failed outside its tests', { status: 'failed', isTest: true, tests: tests(4, 0, 0) }],
  ])('count %s as a failure', (_, task) => {
    expect(addUp([task]).failed).toBe(1);
  });

  it('end in a line that mentions the skipped only when there are some', () => {
    expect(totalsLine(tests(12, 0, 0))).toBe('12 passed, 0 failed');
    expect(totalsLine(tests(12, 1, 2))).toBe('12 passed, 1 failed, 2 skipped');
  });
});

it('a table is as wide as its widest cells', () => {
  const rows = [
    ['', 'lint'],
    ['domain', '1.2 s'],
  ];
  expect(table(rows)).toBe('            lint\n  domain   1.2 s');
});
