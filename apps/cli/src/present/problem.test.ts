import { Refused } from '@alchemiser/execution';
import { Failure } from '@alchemiser/services';
import { describe, expect, it } from 'vitest';
import { presentProblem, Problem } from './problem.ts';
import { screenFor } from './screen.ts';

const screen = screenFor({}, false);

describe('presentProblem', () => {
  it.each<[string, Error]>([
    ['a usage problem', new Problem(2, 'There is no strategy called x.', 'Strategies are nuclear.')],
    ['a refusal', new Refused('There is no strategy called x.', 'Strategies are nuclear.')],
    ['a failure of the world', new Failure('store.corrupt', 'There is no strategy called x.', { advice: 'Strategies are nuclear.' })],
  ])('tells %s as a sentence and what to do, without a stack', (_, error) => {
    expect(presentProblem(screen, error, false)).toBe('There is no strategy called x.\n  Strategies are nuclear.');
  });

  it('owns up to a bug, and offers the details', () => {
    expect(presentProblem(screen, new TypeError('x is not a function'), false)).toBe(
      'Something broke inside The Alchemiser: x is not a function\n  Run again with --verbose for the details.',
    );
  });

  it('shows the stack, and that of the cause, when asked', () => {
    const shown = presentProblem(screen, new Failure('store.unreadable', 'Cannot read.', { cause: new Error('deeper') }), true);
    expect(shown).toContain('problem.test.ts');
    expect(shown).toContain('Error: deeper');
  });
});
