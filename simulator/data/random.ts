/** A well-mixed 32-bit number, always the same for the same seed, index and salt. */
export function hash(seed: number, index: number, salt: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15) ^ Math.imul(salt + 1, 0x27d4eb2f), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A number in [0, 1). */
export function fraction(seed: number, index: number, salt: number): number {
  return hash(seed, index, salt) / 0x1_0000_0000;
}

/** One of the list, which must not be empty. */
export function pick<T>(list: readonly T[], random: number): T {
  return list[random % list.length] as T;
}

/** A salt for a name, so that streams and types differ under one seed. */
export function saltOf(name: string): number {
  let salt = 7;
  for (const letter of name) salt = (Math.imul(salt, 31) + letter.charCodeAt(0)) >>> 0;
  return salt;
}
