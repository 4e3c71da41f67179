/**
 * Kills the desk with SIGKILL while it takes in, answers and refers, half of the times on the
 * embedded PostgreSQL and half on a server, and proves that nothing was lost and nothing was sent
 * twice. Run: npm run crash [-- --kills 20 --seed 7]. Exits 1 on any violation.
 */
import { parseArgs } from 'node:util';
import type { Check, Proof } from './proof.ts';
import { openTrial, type Trial } from './trial.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);
if (!Number.isSafeInteger(kills) || kills < 2 || !Number.isSafeInteger(seed)) {
  throw new Error('--kills is a whole number from 2, --seed a whole number');
}

console.log(`${kills} kills, seed ${seed}`);
await using pglite = await openTrial('PGlite', seed);
await using postgres = await openTrial('PostgreSQL', seed + 1);
// Side by side: much of the time is waiting, and a busy machine moves the moments of the kills.
const half = Math.ceil(kills / 2);
const startedAt = performance.now();
await Promise.all([pglite.run(half), postgres.run(kills - half)]);
const seconds = (performance.now() - startedAt) / 1000;

const checks: Check[] = [];
for (const trial of [pglite, postgres]) {
  const proof = await trial.examine();
  show(trial, proof);
  checks.push(...proof.checks);
}
const failed = checks.filter((check) => check.violations.length > 0);
console.log(
  `\n${kills} kills in ${seconds.toFixed(0)} s, seed ${seed}: ` +
    `${checks.length - failed.length} passed, ${failed.length} failed`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function show({ engine, kills: done }: Trial, { counts, checks: made }: Proof): void {
  const moments = Object.entries(done).map(([moment, n]) => `${moment} ${n}`);
  console.log(`\n${engine}: killed ${moments.join(', ')}`);
  for (const [what, n] of Object.entries(counts)) {
    console.log(
      `  ${what.padEnd(40)}${(Number.isInteger(n) ? n : n.toFixed(2)).toString().padStart(8)}`,
    );
  }
  for (const { what, examined, violations } of made) {
    console.log(`  ${violations.length === 0 ? 'ok    ' : 'FAILED'} ${what} (${examined})`);
    for (const violation of violations.slice(0, 10)) console.log(`           ${violation}`);
  }
}
