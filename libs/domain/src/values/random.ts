/**
 * Seeded randomness for simulated worlds, never for decisions.
 * sfc32 (Chris Doty-Humphrey, PractRand: "small fast counting"), seeded through SHA-256, so that neighbouring seeds and labels share
 * nothing. Only integer arithmetic and + − × ÷ √: the same bytes on every engine.
 */
import { sha256 } from './digest.ts';

export interface Random {
  /** Within [0, 1). */
  uniform(): number;
  /** Mean 0, deviation 1, within ±6: the sum of twelve uniforms of 16 bits (Irwin–Hall), which needs no logarithm. */
  normal(): number;
}

/** Generators by whole number: each member is the same whenever and however often it is asked for. */
export type RandomFamily = (member: number) => Random;

const TWO_TO_32 = 0x1_0000_0000;
/** PractRand's own seeding discards this many before the first use. */
const DISCARDED = 12;

/** @param seed a whole number. @param label what the numbers are for: another label, other numbers. */
export function randomFamily(seed: number, label: string): RandomFamily {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`Seed must be a whole number, was ${seed}`);
  const digest = sha256(`${seed}/${label}`);
  const [first, second, third] = [0, 8, 16].map((at) => Number.parseInt(digest.slice(at, at + 8), 16) | 0) as [number, number, number];
  return (member) => sfc32(first ^ scrambled(member), second ^ scrambled(Math.floor(member / TWO_TO_32) + 1), third);
}

/** MurmurHash3's finalizer (Austin Appleby, public domain): every bit of the member reaches every bit of the state. */
function scrambled(member: number): number {
  let bits = (member | 0) ^ 0x9e37_79b9;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return bits ^ (bits >>> 16);
}

function sfc32(a: number, b: number, c: number): Random {
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < DISCARDED; i++) next();
  return {
    uniform: () => next() / TWO_TO_32,
    normal() {
      let sum = 0;
      for (let i = 0; i < 6; i++) {
        const bits = next();
        sum += (bits >>> 16) + (bits & 0xffff);
      }
      return (sum + 6) / 0x1_0000 - 6;
    },
  };
}
