import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

/** The PostgreSQL server that tests may use; each makes a database of its own in it. */
const SERVER = process.env['KVORUM_TEST_DATABASE_URL'] ?? 'postgres://root@127.0.0.1:5432/test';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** A fresh, empty database; dropped when disposed. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `kvorum_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function onServer(statement: string): Promise<void> {
  const client = new Client(SERVER);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
