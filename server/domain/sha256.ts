/**
 * SHA-256 and its HMAC (FIPS 180-4, RFC 2104), computed at once. WebCrypto's take a round through another thread: ten
 * times as long for texts as short as ours, and while rows are locked.
 */

const BLOCK = 64;

const isPrime = (number: number): boolean => {
  for (let factor = 2; factor * factor <= number; factor++) if (number % factor === 0) return false;
  return true;
};

const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) if (isPrime(number)) found.push(number);
  return found;
};

/** The first 32 bits of a number's fraction. */
const fractionBits = (number: number): number => (number - Math.floor(number)) * 2 ** 32;

const START = Int32Array.from(primes(8), (prime) => fractionBits(Math.sqrt(prime)));
const ROUNDS = Int32Array.from(primes(64), (prime) => fractionBits(Math.cbrt(prime)));

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The message with a 1 bit, zeros, and its length in bits, in whole blocks. */
const padded = (bytes: Uint8Array): DataView => {
  const blocks = new Uint8Array((Math.floor((bytes.length + 8) / BLOCK) + 1) * BLOCK);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(blocks.length - 4, (bytes.length * 8) >>> 0);
  return view;
};

const schedule = new Int32Array(BLOCK);

/** No index of ours is out of bounds: the zero is for the types. */
const at = (words: Int32Array, index: number): number => words[index] ?? 0;

const expand = (message: DataView, offset: number): void => {
  for (let t = 0; t < 16; t++) schedule[t] = message.getInt32(offset + t * 4);
  for (let t = 16; t < BLOCK; t++) {
    const early = at(schedule, t - 15);
    const late = at(schedule, t - 2);
    const mixedEarly = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const mixedLate = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[t] = (at(schedule, t - 16) + mixedEarly + at(schedule, t - 7) + mixedLate) | 0;
  }
};

const compress = (state: Int32Array): void => {
  let a = at(state, 0);
  let b = at(state, 1);
  let c = at(state, 2);
  let d = at(state, 3);
  let e = at(state, 4);
  let f = at(state, 5);
  let g = at(state, 6);
  let h = at(state, 7);
  for (let t = 0; t < BLOCK; t++) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + at(ROUNDS, t) + at(schedule, t)) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state.set([
    at(state, 0) + a,
    at(state, 1) + b,
    at(state, 2) + c,
    at(state, 3) + d,
    at(state, 4) + e,
    at(state, 5) + f,
    at(state, 6) + g,
    at(state, 7) + h,
  ]);
};

/** The 32 bytes of a message's SHA-256. */
export const sha256 = (bytes: Uint8Array): Uint8Array => {
  const message = padded(bytes);
  const state = START.slice();
  for (let offset = 0; offset < message.byteLength; offset += BLOCK) {
    expand(message, offset);
    compress(state);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((value, index) => digest.setInt32(index * 4, value));
  return new Uint8Array(digest.buffer);
};

const joined = (pad: number, key: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const message = new Uint8Array(BLOCK + bytes.length).fill(pad, 0, BLOCK);
  for (let index = 0; index < key.length; index++) message[index] = (key[index] ?? 0) ^ pad;
  message.set(bytes, BLOCK);
  return message;
};

/** The 32 bytes of a message's HMAC-SHA-256. */
export const hmacSha256 = (key: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const short = key.length > BLOCK ? sha256(key) : key;
  return sha256(joined(0x5c, short, sha256(joined(0x36, short, bytes))));
};
