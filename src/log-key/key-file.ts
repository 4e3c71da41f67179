import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Something about the key's file that a person must mend; the message says it in plain words. */
class LogKeyError extends Error {
  readonly code = 'LOG_KEY';
  override name = 'LogKeyError';
}

/**
 * The key that signs the log's checkpoints, an Ed25519 private key in a file of its own: whoever can
 * write the database must not be able to sign for it. Made at the first start, readable by its owner
 * only, and never replaced: a lost key shows.
 * @throws LogKeyError when others may read the file or it holds no Ed25519 key
 */
export async function openLogKey(path: string): Promise<KeyObject> {
  await mkdir(dirname(path), { recursive: true });
  if (!(await exists(path))) await create(path);
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    throw new LogKeyError(`${path} may be read by others: set its permissions to 600`);
  }
  return parsed(await readFile(path, 'utf8'), path);
}

/** Written whole and made visible in one step: neither a crash nor a second start leaves half a key. */
async function create(path: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await file.sync();
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await file.close();
    await unlink(draft);
  }
}

function parsed(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    throw new LogKeyError(`${path} holds no private key`, { cause });
  }
  throw new LogKeyError(`${path} holds no Ed25519 key`);
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
