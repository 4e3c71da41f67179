import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Address } from './http-client.ts';

const deskSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  key: z.string().min(16),
  pid: z.int().positive(),
});

/**
 * The desk that runs on a data folder, from the `desk.json` it leaves there while it does; null when
 * none runs, also when the file was left behind by one that was killed.
 */
export function runningDesk(dataFolder: string): Required<Address> | null {
  try {
    const text = readFileSync(join(dataFolder, 'desk.json'), 'utf8');
    const { url, key, pid } = deskSchema.parse(JSON.parse(text));
    return isAlive(pid) ? { url: url.replace(/\/+$/, ''), token: key } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
