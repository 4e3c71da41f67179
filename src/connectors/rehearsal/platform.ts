import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const stateSchema = z.object({
  replies: z.record(
    z.string(),
    z.object({ externalId: z.string(), to: z.string(), text: z.string(), atMs: z.number() }),
  ),
  hidden: z.array(z.string()),
  removed: z.array(z.string()),
});

export type PlatformState = z.infer<typeof stateSchema>;

/** What the desk did on the make-believe page, kept in one file so that a restart finds it again. */
export interface RehearsalPlatform {
  read(): PlatformState;
  write(state: PlatformState): void;
}

/** Throws when the file is there and is not ours. A write is whole or not at all: a rename puts it in place. */
export function rehearsalPlatform(path: string): RehearsalPlatform {
  return {
    read() {
      try {
        return stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
          return { replies: {}, hidden: [], removed: [] };
        throw new Error(`The rehearsal page's file ${path} cannot be read`, { cause: error });
      }
    },
    write(state) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify(state));
      renameSync(`${path}.new`, path);
    },
  };
}
