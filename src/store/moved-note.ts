import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const noteIn = (dataFolder: string): string => join(dataFolder, 'store.moved');

/** Written beside the embedded database after it was moved; it stays as it was, as a backup. */
export async function noteMoved(
  dataFolder: string,
  note: { at: string; logSize: number; logRoot: string },
): Promise<void> {
  await writeFile(noteIn(dataFolder), `${JSON.stringify(note)}\n`);
}

/** When the town in this folder was moved away (ISO, UTC); null: it was not. */
export async function movedAt(dataFolder: string): Promise<string | null> {
  const path = noteIn(dataFolder);
  if (!existsSync(path)) return null;
  return (JSON.parse(await readFile(path, 'utf8')) as { at: string }).at;
}
