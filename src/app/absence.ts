import { standInFor } from '#domain/people/absence.ts';
import type { Person } from '#domain/people/person.ts';
import { ok, type Result, refuse } from '#domain/result.ts';
import type { Town } from '#domain/town/town.ts';
import type { DeedNeeds } from './on-item.ts';

export interface AbsenceAsked {
  readonly person: Person;
  readonly fromMs: number;
  /** Null: until the person says to be back. */
  readonly untilMs: number | null;
  /** Person id, or mail address. Whoever the channels name when absent. */
  readonly deputy?: string;
}

export type AbsenceRefusal = 'backwards' | 'unknown-deputy' | 'own-deputy' | 'loop';

/**
 * A person will be away; the deputy gets the reminders. A loop of deputies is refused; `gap`: as
 * things stand nobody stands in for some of the time, which is done all the same, and said.
 */
export function beginAbsence(
  { store, clock }: DeedNeeds,
  asked: AbsenceAsked,
): Promise<Result<{ readonly gap: boolean }, AbsenceRefusal>> {
  return store.transaction(async (tx) => {
    const nowMs = clock.now();
    const { person, fromMs, untilMs } = asked;
    if (untilMs !== null && untilMs <= Math.max(fromMs, nowMs)) return refuse('backwards');
    const town = await tx.town();
    const deputy = town ? deputyOf(town, asked.deputy) : undefined;
    if (asked.deputy !== undefined && !deputy) return refuse('unknown-deputy');
    if (deputy?.id === person.id) return refuse('own-deputy');
    const absence = { person: person.id, fromMs, untilMs, ...(deputy && { deputy: deputy.id }) };
    const others = (await tx.absences(nowMs)).filter((one) => one.person !== person.id);
    const usual = (id: string) => usualDeputy(town, id);
    const at = { atMs: Math.max(fromMs, nowMs), usual };
    const standIn = standInFor([...others, absence], person.id, at);
    if (standIn === null && deputy) return refuse('loop');
    await tx.endAbsence(person.id, nowMs);
    await tx.addAbsence(absence);
    await tx.lookAtAll();
    const data = { fromMs, untilMs, deputy: deputy?.id ?? null };
    tx.log({ type: 'absence.begun', atMs: nowMs, actor: person.id, data });
    return ok({ gap: standIn === null });
  });
}

/** False when the person was not away. */
export function endAbsence(
  { store, clock }: DeedNeeds,
  { person }: { person: Person },
): Promise<boolean> {
  return store.transaction(async (tx) => {
    const nowMs = clock.now();
    if (!(await tx.endAbsence(person.id, nowMs))) return false;
    await tx.lookAtAll();
    tx.log({ type: 'absence.ended', atMs: nowMs, actor: person.id });
    return true;
  });
}

function deputyOf({ people }: Town, named: string | undefined): Person | undefined {
  const name = named?.trim().toLowerCase();
  return people.find(({ id, email }) => id === name || email.toLowerCase() === name);
}

/** Who shares a channel with a person, as its responsible or deputy. */
function usualDeputy(town: Town | null, id: string): string | undefined {
  const channel = town?.channels.find(({ responsible, deputy }) =>
    [responsible, deputy].includes(id),
  );
  return channel && (channel.responsible === id ? channel.deputy : channel.responsible);
}
