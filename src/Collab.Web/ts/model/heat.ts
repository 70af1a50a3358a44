// How much was said, beside what was said elsewhere.

/** `level` is 0 where nothing was said, 4 where the most was. */
export interface Heat { said: number; level: number }

/** A level is never higher than what was said: two notes are not hot because nowhere else are three. */
export function levelOf(said: number, most: number): number {
  return Math.min(said, 4, Math.ceil(4 * said / Math.max(most, 1)));
}

export function heatOf(counts: readonly (readonly [string, number])[]): ReadonlyMap<string, Heat> {
  const most = Math.max(0, ...counts.map(([, said]) => said));
  return new Map(counts.map(([place, said]) => [place, { said, level: levelOf(said, most) }]));
}
