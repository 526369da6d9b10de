/** How a company splits its shares: `to` new ones for every `from` old ones. 2:1 doubles them, 1:5 merges five into one. */
export interface SplitRatio {
  readonly to: number;
  readonly from: number;
}

const FORM = /^([1-9]\d{0,5}):([1-9]\d{0,5})$/;

/** @throws RangeError unless `text` is two different positive whole numbers like "2:1". */
export function splitRatio(text: string): SplitRatio {
  const [, to, from] = FORM.exec(text) ?? [];
  if (to === from) throw new RangeError(`Ratio must be two different positive whole numbers like "2:1", was ${JSON.stringify(text)}`);
  return { to: Number(to), from: Number(from) };
}

/** "2:1" */
export const formatRatio = ({ to, from }: SplitRatio): string => `${String(to)}:${String(from)}`;
