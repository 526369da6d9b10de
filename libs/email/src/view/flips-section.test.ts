import { ticker, type Flip } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../test/record-parts.ts';
import { traded } from '../../test/stories.ts';
import { renderMail } from '../render-mail.ts';

const flip = (name: string, side: Flip['side'], price: string, changePercent: number): Flip => ({
  ticker: ticker(name),
  side,
  price: decimal(price),
  changePercent,
  turns: 'branch',
  because: `${name}'s price is ${price}, above 100.00`,
  becomes: 'CASH',
  changesHoldings: true,
});

const record = traded({
  sleeves: traded().sleeves.map((sleeve) => ({
    ...sleeve,
    flips: [
      flip('AAA', 'below', '99.5', -0.5),
      flip('BBB', 'above', '202', 1),
      flip('CCC', 'above', '306', 2),
      flip('DDD', 'below', '388', -3),
    ],
  })),
});

describe('the nearest flips of a mail', () => {
  it('are three of a strategy, with the way and how far it is', () => {
    const { text } = renderMail(record, { neutral: false });
    const rows = text.split('\n').filter((line) => /^[A-D]{3} /.test(line));
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'AAA lower −0.5 % 99.50',
      'BBB higher +1.0 % 202.00',
      'CCC higher +2.0 % 306.00',
    ]);
  });

  it('are told without a price in a neutral mail', () => {
    const { text } = renderMail(record, { neutral: true });
    expect(text).toMatch(/AAA lower\s+−0\.5 %\n/);
    for (const price of ['99.50', '202.00', '306.00', '100.00']) expect(text).not.toContain(price);
  });

  it('are left out where there are none', () => {
    const none = traded({ sleeves: traded().sleeves.map((sleeve) => ({ ...sleeve, flips: [] })) });
    expect(renderMail(none, { neutral: false }).text.toLowerCase()).not.toContain('nearest flips');
  });
});
