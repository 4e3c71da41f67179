import { stableText } from '#domain/town/digest.ts';
import type { Town } from '#domain/town/town.ts';
import type { Prisma, TownEntry } from './generated/client.ts';
import type { Db } from './prisma.ts';
import { storableAll } from './storable.ts';

/** Each kind of entry and the list of the town it stands in; the profile stands alone. */
const LISTS = {
  department: 'departments',
  calendar: 'calendars',
  person: 'people',
  channel: 'channels',
  ground: 'grounds',
  desk: 'desks',
} as const;

type Kind = keyof typeof LISTS | 'profile';

interface Entry {
  readonly kind: Kind;
  readonly id: string;
  readonly position: number;
  readonly document: Prisma.InputJsonValue;
}

/** The town as it is in force; null before the first town file was applied. */
export async function readTown(db: Db): Promise<Town | null> {
  const rows = await inForce(db);
  const of = <T>(kind: Kind): T[] =>
    rows.filter((row) => row.kind === kind).map((row) => row.document as T);
  const [profile] = of<Town['profile']>('profile');
  if (profile === undefined) return null;
  return {
    profile,
    departments: of('department'),
    calendars: of('calendar'),
    people: of('person'),
    channels: of('channel'),
    grounds: of('ground'),
    desks: of('desk'),
  };
}

/**
 * Puts a town in force. Entries that stay as they are keep their version; others end now and begin
 * a new one, so that what held on any earlier day can be read, and one person's entries be erased.
 */
export async function writeTown(db: Db, town: Town, by: string, atMs: number): Promise<void> {
  const wanted = entriesOf(town);
  const current = new Map((await inForce(db)).map((row) => [keyOf(row), row]));
  const latest = await latestVersions(db);
  for (const entry of wanted) {
    const row = current.get(keyOf(entry));
    current.delete(keyOf(entry));
    if (row && stableText(row.document) === stableText(entry.document)) {
      if (row.position !== entry.position) await move(db, row, entry.position);
      continue;
    }
    if (row) await end(db, row, atMs);
    await db.townEntry.create({
      data: {
        ...entry,
        version: (latest.get(keyOf(entry)) ?? 0) + 1,
        changedBy: by,
        validFromMs: BigInt(atMs),
      },
    });
  }
  for (const row of current.values()) await end(db, row, atMs);
}

const inForce = (db: Db): Promise<TownEntry[]> =>
  db.townEntry.findMany({ where: { validToMs: null }, orderBy: { position: 'asc' } });

async function latestVersions(db: Db): Promise<Map<string, number>> {
  const rows = await db.townEntry.groupBy({ by: ['kind', 'id'], _max: { version: true } });
  return new Map(rows.map((row) => [keyOf(row), row._max.version ?? 0]));
}

const end = (db: Db, row: TownEntry, atMs: number) =>
  db.townEntry.update({ where: byKey(row), data: { validToMs: BigInt(atMs) } });

const move = (db: Db, row: TownEntry, position: number) =>
  db.townEntry.update({ where: byKey(row), data: { position } });

const byKey = ({ kind, id, version }: TownEntry) => ({ kind_id_version: { kind, id, version } });

function entriesOf(town: Town): Entry[] {
  const lists = Object.entries(LISTS).flatMap(([kind, list]) =>
    town[list].map((document, position) => ({
      kind: kind as Kind,
      id: document.id,
      position,
      document: asJson(document),
    })),
  );
  return [{ kind: 'profile', id: '', position: 0, document: asJson(town.profile) }, ...lists];
}

/** Through text, so that a field without a value is no field. */
const asJson = (document: object): Prisma.InputJsonValue =>
  storableAll(JSON.parse(JSON.stringify(document)));

const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind}/${id}`;
