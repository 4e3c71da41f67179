import type { Locale } from '#domain/locale.ts';
import type { Look } from './look.ts';

/** Where a person sits: what the program writes to, and may ask. Handed in, so that tests can sit there. */
export interface Console {
  write(text: string): void;
  writeError(text: string): void;
  /** One line that the person types; null when there is no more to come. */
  ask(question: string): Promise<string | null>;
  /** A person sits at both ends; otherwise nothing may be asked. */
  readonly interactive: boolean;
  readonly width: number;
  readonly colours: boolean;
}

export function lookOf(console: Console, locale: Locale = 'en'): Look {
  return { width: console.width, colours: console.colours, locale };
}

/** Said to the person as it is, in place of a stack trace. */
export class Told extends Error {
  /** 1: refused or faulty; 2: asked in a way that cannot be understood. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Told';
    this.exitCode = exitCode;
  }
}

export async function confirmed(console: Console, question: string): Promise<boolean> {
  const answer = await console.ask(`${question} [y/N] `);
  return /^(?:y|yes|j|ja|т|так)$/i.test((answer ?? '').trim());
}
