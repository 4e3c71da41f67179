import { randomBytes } from 'node:crypto';

const TRIGGER_MS = 3000;

export interface Trigger {
  readonly user: string;
  /** The modal the interaction came from. */
  readonly viewId: string | undefined;
}

/** Trigger ids: good for three seconds and one view. */
export class Triggers {
  readonly #given = new Map<unknown, Trigger & { untilMs: number; used: boolean }>();

  give(user: string, viewId?: string): string {
    const id = `${Date.now()}.${process.hrtime.bigint()}.${randomBytes(16).toString('hex')}`;
    this.#given.set(id, { user, viewId, untilMs: performance.now() + TRIGGER_MS, used: false });
    return id;
  }

  /** The trigger, or the error it is refused with. */
  take(id: unknown): Trigger | string {
    const found = this.#given.get(id);
    if (!found) return 'invalid_trigger_id';
    if (found.used) return 'exchanged_trigger_id';
    if (performance.now() > found.untilMs) return 'expired_trigger_id';
    found.used = true;
    return found;
  }
}
