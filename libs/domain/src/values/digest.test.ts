import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf, sha256 } from './digest.ts';

describe('SHA-256', () => {
  // FIPS 180-4's examples as NIST publishes them ("SHA256.pdf", Cryptographic Standards and Guidelines).
  it.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
  ])('of %j is as published', (text, digest) => {
    expect(sha256(text)).toBe(digest);
  });

  it('agrees with the platform on every length around a block, in any script, one after the other', () => {
    for (let length = 0; length < 300; length++) {
      for (const text of ['x'.repeat(length), 'aé€😀'.repeat(length).slice(0, length), `plain, then ${'ß'.repeat(length)}`]) {
        expect(sha256(text), `${length} of ${text.slice(0, 4)}`).toBe(createHash('sha256').update(Buffer.from(text)).digest('hex'));
      }
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff);
      expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });

  it('of a value is that of its JSON', () => {
    expect(digestOf({ a: [1, 'b'] })).toBe(sha256('{"a":[1,"b"]}'));
  });
});
