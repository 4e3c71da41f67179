import { expect, test } from 'vitest';
import { migrate, readMigrations } from '#store/migrate.ts';
import { storeForTest } from '../store-for-test.ts';
import { databaseSchema, prismaSchema } from './schema-of.ts';

test('schema.prisma says what the migrations make', async () => {
  await using store = await storeForTest();
  const migrated = await databaseSchema(store.engine.database);
  expect(migrated.length).toBeGreaterThan(150);
  expect(await prismaSchema()).toEqual(migrated);
});

test('migrations are applied once, and noted as Prisma would', async () => {
  await using store = await storeForTest();
  const { database } = store.engine;
  const migrations = await readMigrations();
  expect(await migrate(database, migrations)).toEqual([]);
  const more = { name: '29990101000000_more', sql: 'CREATE TABLE more (id int)', checksum: 'c' };
  expect(await migrate(database, [...migrations, more])).toEqual([more.name]);
  const rows = await database.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS done, applied_steps_count AS steps
     FROM _prisma_migrations ORDER BY migration_name`,
  );
  expect(rows).toEqual(
    [...migrations, more].map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      done: true,
      steps: 1,
    })),
  );
});

test('a migration that fails leaves nothing', async () => {
  await using store = await storeForTest();
  const { database } = store.engine;
  const migrations = await readMigrations();
  const broken = { name: '3', sql: 'CREATE TABLE half (id int); SELECT nonsense', checksum: 'c' };
  await expect(migrate(database, [...migrations, broken])).rejects.toThrow('nonsense');
  await expect(database.query('SELECT * FROM half')).rejects.toThrow('does not exist');
  expect(await migrate(database, migrations)).toEqual([]);
});

test('a changed or unknown applied migration is refused in plain words', async () => {
  await using store = await storeForTest();
  const { database } = store.engine;
  const [first, ...rest] = await readMigrations();
  if (!first) throw new Error('there is a first migration');
  const changed = [{ ...first, checksum: 'other' }, ...rest];
  await expect(migrate(database, changed)).rejects.toMatchObject({
    code: 'STORE_MIGRATION_CHANGED',
    message: expect.stringContaining(first.name),
  });
  await expect(migrate(database, rest)).rejects.toMatchObject({
    code: 'STORE_MIGRATION_UNKNOWN',
    message: expect.stringContaining('newer version'),
  });
});
