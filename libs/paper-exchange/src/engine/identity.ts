/** Ids and chances that derive from what they are about: the same exchange asked the same things gives the same ones. */
import { hexOf } from '@alchemiser/domain';

/**
 * Two words of 32 bits of a text: MurmurHash3's body and finalizer (Austin Appleby, public domain). Names need no cryptography, and an
 * order has half a dozen.
 */
function mixed(subject: string): [number, number] {
  let one = 0x9747_b28c | 0;
  let two = 0x3c6e_f372 | 0;
  for (let i = 0; i < subject.length; i++) {
    const code = subject.charCodeAt(i);
    one = absorbed(one, Math.imul(code, 0xcc9e_2d51), 0x1b87_3593);
    two = absorbed(two, Math.imul(code, 0x85eb_ca6b), 0xc2b2_ae35);
  }
  return [finished(one ^ subject.length), finished(two ^ subject.length)];
}

function absorbed(state: number, bits: number, by: number): number {
  const turned = state ^ Math.imul((bits << 15) | (bits >>> 17), by);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe654_6b64) | 0;
}

function finished(state: number): number {
  let bits = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A digest in the shape of a random UUID (RFC 9562, version 4); its second half is another view of the first. */
export function uuidOf(subject: string): string {
  const [a, b] = mixed(subject);
  const [c, d] = [finished(a ^ Math.imul(b, 0x9e37_79b9)), finished(b ^ Math.imul(a, 0x85eb_ca77))];
  const middle = hexOf((b & 0xffff_0fff) | 0x4000);
  const last = hexOf((c & 0x3fff_ffff) | 0x8000_0000);
  return `${hexOf(a)}-${middle.slice(0, 4)}-${middle.slice(4)}-${last.slice(0, 4)}-${last.slice(4)}${hexOf(d)}`;
}

/** An evenly distributed number in [0, 1) with 53 bits. */
export function chanceOf(subject: string): number {
  const [high, low] = mixed(subject);
  return (high * 2 ** 21 + (low >>> 11)) / 2 ** 53;
}
