import type { Config } from '../config.ts';

/** Codes of the system, of Node and of PostgreSQL that a wrong setting leads to. */
const DATABASE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'no database answers there',
  ENOTFOUND: 'there is no machine of that name',
  EAI_AGAIN: 'the name of the machine could not be looked up',
  ETIMEDOUT: 'the database does not answer',
  EHOSTUNREACH: 'the database cannot be reached',
  ENETUNREACH: 'the database cannot be reached',
  ERR_INVALID_URL: 'is no web address; special characters in it are written as %40',
  '28000': 'the database does not know this user',
  '28P01': 'the database does not accept this user and password',
  '3D000': 'there is no database of that name',
  '42501': 'this user may not make tables there',
  '53300': 'the database has no connection left',
  '57P03': 'the database is starting or stopping: try again',
};

const LISTENING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'KVORUM_PORT: something else listens there already; choose another port',
  EACCES: 'KVORUM_PORT: this account may not listen there; choose a port above 1023',
  EADDRNOTAVAIL: 'KVORUM_HOST: this machine does not have that address',
  ENOTFOUND: 'KVORUM_HOST: there is no machine of that name',
  EAI_AGAIN: 'KVORUM_HOST: the name could not be looked up',
};

const FILES: Readonly<Record<string, string>> = {
  EACCES: 'this account may not',
  EPERM: 'this account may not',
  EROFS: 'it can only be read',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file stands where a folder is needed',
  ENOTDIR: 'a file stands where a folder is needed',
  ENOENT: 'it is not there and cannot be made',
};

type Settings = Pick<Config, 'DATABASE_URL' | 'KVORUM_HOST'>;

/**
 * What stopped the start, in words for whoever can mend it; null for a surprise. `database`: what
 * the person named the database by.
 */
export function startFault(
  error: unknown,
  settings: Settings,
  database: 'DATABASE_URL' | '--to' = 'DATABASE_URL',
): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const { code, syscall, path, hostname } = error as NodeJS.ErrnoException & { hostname?: string };
  const known = String(code);
  if (/^(STORE_|LOG_KEY$)/.test(known)) return error.message;
  if (syscall === 'listen' || hostname === settings.KVORUM_HOST) return LISTENING[known] ?? null;
  if (path !== undefined && known in FILES)
    return `KVORUM_DATA: ${path} cannot be used: ${FILES[known]}`;
  const told = settings.DATABASE_URL && DATABASE[known];
  return told ? `${database}: ${told}` : null;
}
