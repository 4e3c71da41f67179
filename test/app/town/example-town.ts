import { readFileSync } from 'node:fs';
import { connections } from '#connections.ts';
import type { ReadTown } from '#town-file/read.ts';
import { readTown } from '#town-file/read.ts';

export const EXAMPLES = ['harjedalen', 'hromada', 'malmo', 'rehearsal', 'ringebu'] as const;

export function exampleTown(name: (typeof EXAMPLES)[number]): ReadTown {
  const outcome = readTown(readFileSync(`examples/${name}.yaml`, 'utf8'), connections);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
  return outcome.value;
}
