import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const sessionSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  token: z.string().min(1),
  expiresAtMs: z.number(),
});

/** Who the terminal is signed in as, at which desk. */
export type KeptSession = z.infer<typeof sessionSchema>;

/** Null when nobody is signed in; an expired session is nobody's. */
export function readSession(path: string, nowMs: number): KeptSession | null {
  try {
    const session = sessionSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return session.expiresAtMs > nowMs ? session : null;
  } catch {
    return null;
  }
}

/** Readable by its owner only. */
export function keepSession(path: string, session: KeptSession): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // A file that is already there would keep the mode it has.
  rmSync(path, { force: true });
  writeFileSync(path, `${JSON.stringify(session)}\n`, { mode: 0o600, flag: 'wx' });
}

export function dropSession(path: string): void {
  rmSync(path, { force: true });
}
