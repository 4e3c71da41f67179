import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './store-error.ts';

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the process started, as the kernel counts; a reused pid has another. Null where unknown. */
  readonly started: string | null;
  readonly nonce: string;
}

const SETTLE_MS = 100;
const heldHere = new Set<string>();

/**
 * Keeps a data folder for one process: a second one on the same files would lose data without a
 * word. A lock left by a dead process is taken over; a living owner is named.
 */
export async function lockFolder(folder: string): Promise<Disposable> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock.json');
  const me: Owner = {
    pid: process.pid,
    host: hostname(),
    started: startOf(process.pid),
    nonce: randomUUID(),
  };
  const before = write(path, me) ? null : readOwner(path);
  if (before !== null) {
    if (isAlive(before)) throw held(folder, before);
    rmSync(path, { force: true });
    if (!write(path, me)) throw held(folder, readOwner(path));
    // Two processes may both have found the dead owner; the last to write has it.
    await sleep(SETTLE_MS);
    const now = readOwner(path);
    if (now.nonce !== me.nonce) throw held(folder, now);
  }
  heldHere.add(me.nonce);
  return {
    [Symbol.dispose]() {
      heldHere.delete(me.nonce);
      rmSync(path, { force: true });
    },
  };
}

function write(path: string, owner: Owner): boolean {
  try {
    writeFileSync(path, JSON.stringify(owner), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A half-written lock reads as a dead owner's: its writer was killed while writing. */
function readOwner(path: string): Owner {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return { pid: 0, host: hostname(), started: null, nonce: '' };
  }
}

function isAlive(owner: Owner): boolean {
  // Another machine on a shared folder cannot be asked; a person must.
  if (owner.host !== hostname()) return true;
  if (owner.pid === process.pid) return heldHere.has(owner.nonce);
  if (owner.pid <= 0) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const started = startOf(owner.pid);
  return owner.started === null || started === null || started === owner.started;
}

/** Field 22 of /proc/<pid>/stat together with the boot's id; null on systems without it. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return null;
  }
}

function held(folder: string, owner: Owner): StoreError {
  const where = owner.host === hostname() ? '' : ` on ${owner.host}`;
  return new StoreError(
    'STORE_HELD',
    `The data folder ${folder} is in use by process ${owner.pid}${where}. ` +
      `Stop that one first${where === '' ? '' : ', or remove lock.json there if it is gone for good'}.`,
  );
}
