import type { Reminder } from '#domain/reminders/due.ts';
import type { Reading, RemindableItem, Tx } from '#ports/store.ts';
import { Prisma } from './generated/client.ts';
import { numberOrNull } from './item-row.ts';
import type { Db } from './prisma.ts';
import { storable } from './storable.ts';

interface Row {
  readonly id: number;
  readonly channel: string;
  readonly department: string;
  readonly holder: string | null;
  readonly taken_at_ms: bigint | null;
  readonly snoozed_until_ms: bigint | null;
  readonly n: number;
  readonly clock: RemindableItem['cycle']['clock'];
  readonly start_at_ms: bigint;
  readonly due_at_ms: bigint | null;
  readonly overdue_from_ms: bigint | null;
}

export function remindWriting(
  db: Db,
): Pick<
  Tx,
  'lockRemindable' | 'saveReminders' | 'planLooks' | 'lookAtAll' | 'addAbsence' | 'endAbsence'
> {
  return {
    async lockRemindable(nowMs, limit) {
      const rows = await db.$queryRaw<Row[]>`
        SELECT i.id, i.channel, i.department, i.holder, i.snoozed_until_ms,
          CASE WHEN i.state_kind = 'taken' THEN i.state_at_ms END AS taken_at_ms,
          c.n, c.clock, c.start_at_ms, c.due_at_ms, c.overdue_from_ms
        FROM item i JOIN clock_cycle c ON c.item_id = i.id AND c.n = i.cycle_n
        WHERE i.next_action_at_ms <= ${BigInt(nowMs)}
        ORDER BY i.next_action_at_ms LIMIT ${limit}::int FOR UPDATE OF i SKIP LOCKED`;
      return withSaid(db, rows);
    },
    async saveReminders(said, atMs) {
      if (said.length === 0) return;
      await db.reminder.createMany({
        data: said.map(({ item, cycle, stage, person, outcome }) => ({
          itemId: item,
          cycleN: cycle,
          stage,
          person: storable(person),
          outcome,
          atMs: BigInt(atMs),
        })),
      });
    },
    async planLooks(looks) {
      if (looks.length === 0) return;
      const ids = looks.map(({ item }) => item);
      const moments = looks.map(({ atMs }) => atMs);
      await db.$executeRaw`
        UPDATE item SET next_action_at_ms = look.at_ms
        FROM unnest(${ids}::int[], ${moments}::float8[]) look (id, at_ms) WHERE item.id = look.id`;
    },
    async lookAtAll() {
      await db.$executeRaw`
        UPDATE item SET next_action_at_ms = 0 WHERE clock_running AND next_action_at_ms > 0`;
    },
    async addAbsence({ person, fromMs, untilMs, deputy }) {
      await db.absence.create({
        data: {
          person: storable(person),
          fromMs: BigInt(fromMs),
          untilMs: untilMs === null ? null : BigInt(untilMs),
          deputy: deputy === undefined ? null : storable(deputy),
        },
      });
    },
    async endAbsence(person, atMs) {
      const now = BigInt(atMs);
      const away = Prisma.sql`person = ${storable(person)} AND (until_ms IS NULL OR until_ms > ${now})`;
      const dropped = await db.$executeRaw`DELETE FROM absence WHERE ${away} AND from_ms > ${now}`;
      const ended = await db.$executeRaw`UPDATE absence SET until_ms = ${now} WHERE ${away}`;
      return dropped + ended > 0;
    },
  };
}

export function remindReading(db: Db): Pick<Reading, 'absences' | 'isLookDue'> {
  return {
    async isLookDue(nowMs) {
      const due = await db.$queryRaw<unknown[]>`
        SELECT 1 FROM item WHERE next_action_at_ms <= ${BigInt(nowMs)} LIMIT 1`;
      return due.length > 0;
    },
    async absences(afterMs) {
      const open = { OR: [{ untilMs: null }, { untilMs: { gt: BigInt(afterMs) } }] };
      const rows = await db.absence.findMany({ where: open, orderBy: { id: 'asc' } });
      return rows.map(({ person, fromMs, untilMs, deputy }) => ({
        person,
        fromMs: Number(fromMs),
        untilMs: numberOrNull(untilMs),
        ...(deputy !== null && { deputy }),
      }));
    },
  };
}

async function withSaid(db: Db, rows: readonly Row[]): Promise<RemindableItem[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const told = await db.$queryRaw<
    { item_id: number; cycle_n: number; stage: Reminder['stage']; person: string }[]
  >`
    SELECT item_id, cycle_n, stage, person FROM reminder WHERE item_id = ANY(${ids}::int[])`;
  const said = Map.groupBy(told, ({ item_id, cycle_n }) => `${item_id} ${cycle_n}`);
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    department: row.department,
    ...(row.holder !== null && { holder: row.holder }),
    ...(row.taken_at_ms !== null && { takenAtMs: Number(row.taken_at_ms) }),
    ...(row.snoozed_until_ms !== null && { snoozedUntilMs: Number(row.snoozed_until_ms) }),
    cycle: {
      n: row.n,
      clock: row.clock,
      startAtMs: Number(row.start_at_ms),
      dueAtMs: numberOrNull(row.due_at_ms),
      overdueFromMs: numberOrNull(row.overdue_from_ms),
    },
    said: (said.get(`${row.id} ${row.n}`) ?? []).map(({ stage, person }) => ({ stage, person })),
  }));
}
