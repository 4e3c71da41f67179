import type { Verification } from '#domain/archive/verify.ts';
import type { TownChange } from '#domain/town/diff.ts';
import type { HealthFinding } from './connector.ts';

/** Something wrong in a document that people write; line and column count from 1. */
export interface DocumentFault {
  readonly line: number;
  readonly column: number;
  /** `channels.blog.deputy`; empty for the document itself. */
  readonly path: string;
  /** Plain English; reads on from the path. */
  readonly message: string;
}

/** What a town file would change or has changed, or why it may not. */
export type TownAnswer =
  | {
      readonly kind: 'plan' | 'applied';
      readonly changes: readonly TownChange[];
      /** Names the town that the document was compared with. */
      readonly base: string;
    }
  | { readonly kind: 'faulty'; readonly faults: readonly DocumentFault[] }
  /** Another town was applied since the plan was shown. */
  | { readonly kind: 'moved-on' };

export type LogVerdict = Omit<Verification, 'root'> & {
  /** Merkle root of the log, hex. */
  readonly root: string;
};

/** How a channel is: what its connector found, and how its last reading went. */
export interface ChannelReport {
  readonly channel: string;
  readonly platform: string;
  readonly findings: readonly HealthFinding[];
  /** ISO time in UTC; null when it was never read. */
  readonly pulledAt: string | null;
  /** Events that were kept but not understood, and what the newest was called. */
  readonly notUnderstood: { readonly count: number; readonly newest: string | null };
  /** Why the last reading failed; null when it did not. */
  readonly fault: string | null;
}

/** What whoever keeps the installation may do; not one of the desk's persons. */
export interface Operator {
  planTown(document: string): Promise<TownAnswer>;
  /** `base` as the plan had it. */
  applyTown(document: string, base: string): Promise<TownAnswer>;
  /** `held`: checkpoints kept outside the house, signed notes. */
  verifyLog(held: readonly string[]): Promise<LogVerdict>;
  /** Web address of a one-time link; null when there is no such person. */
  issueLink(person: string): Promise<string | null>;
  /** Takes all accounts at chat desks from a person that a code has linked; returns how many. */
  unlink(person: string): Promise<number>;
  /** A one-time code that links an account at a chat desk to a person; null when there is no such person. */
  issueCode(person: string): Promise<string | null>;
  /** Asks every channel's platform: credentials, permissions, clocks. */
  examineChannels(): Promise<readonly ChannelReport[]>;
}

/** How an app gets into Slack, and how far the desks of the town file are set up there. */
export interface SlackSetup {
  readonly manifest: object;
  /** By a socket; else Slack calls the desk. */
  readonly isSocket: boolean;
  /** Secrets that are missing or malformed, by their names. */
  readonly missing: readonly string[];
  readonly desks: readonly {
    readonly desks: readonly string[];
    readonly findings: readonly HealthFinding[];
  }[];
}

/** The operator of a house whose desk is not running: it holds the store itself while it is open. */
export type HouseOperator = Operator & AsyncDisposable;

/** What was carried to another database. */
export interface MoveReport {
  /** By table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly logSize: number;
  /** Merkle root of the log, hex; the same on both sides. */
  readonly logRoot: string;
}
