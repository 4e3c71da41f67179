import type { TextSpan } from '#domain/items/flag.ts';
import type { Locale } from '#domain/locale.ts';

/** The desk's neutral model: every platform renders it, none is known here (design §5). */

export type Tone = 'calm' | 'attention' | 'urgent' | 'done';

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** A citizen's words: untrusted, neutralised by every renderer, never parsed as markup. */
  | {
      readonly kind: 'quote';
      readonly text: string;
      readonly marks: readonly TextSpan[];
      readonly author?: string;
      readonly url?: string;
      readonly lang?: string;
    }
  | {
      readonly kind: 'fields';
      readonly fields: readonly { readonly label: string; readonly value: string }[];
    }
  | { readonly kind: 'context'; readonly text: string }
  | { readonly kind: 'divider' }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'progress'; readonly label: string; readonly share: number };

/** A button. Its token `verb|ref|rev` is opaque to the platform and at most 100 characters. */
export interface Action {
  readonly verb: string;
  readonly ref: string;
  readonly rev: number;
  readonly label: string;
  readonly style?: 'primary' | 'danger';
}

/** One item as shown on a desk: one card per item, edited in place. */
export interface Card {
  readonly key: string;
  readonly rev: number;
  readonly locale: Locale;
  readonly tone: Tone;
  readonly title: string;
  /** For a live count-down beside the words of the body; absent when no clock runs. */
  readonly dueAtMs?: number;
  readonly body: readonly Block[];
  /** At most three. */
  readonly actions: readonly Action[];
  readonly overflow: readonly Action[];
  /** The card in one plain line, for notifications and where blocks cannot be shown. */
  readonly fallbackText: string;
}

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

interface FieldBase {
  readonly name: string;
  /** At most 45 characters. */
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

export type Field =
  | (FieldBase & {
      readonly kind: 'text' | 'long';
      readonly value?: string;
      readonly maxLength: number;
    })
  | (FieldBase & {
      readonly kind: 'select';
      readonly value?: string;
      readonly options: readonly FieldOption[];
    })
  | (FieldBase & { readonly kind: 'date-time'; readonly value?: string })
  | (FieldBase & { readonly kind: 'check'; readonly value?: boolean });

/** A dialog: at most five visible inputs; title and submit at most 24 characters. */
export interface Form {
  readonly id: string;
  readonly ref: string;
  readonly rev: number;
  readonly title: string;
  readonly submit: string;
  /** What the person must see while filling in, the citizen's text first. */
  readonly body: readonly Block[];
  readonly fields: readonly Field[];
  /**
   * Set when nothing may be sent unseen. Without `shown` the form is being filled in: its button is
   * `label` and it is submitted with the value `preview: '1'`, which is answered by the same form with
   * the typed values in its fields and in `shown` what would be sent. Then `submit` sends just that.
   */
  readonly preview?: { readonly label: string; readonly shown?: readonly Block[] };
}

/** Who asks, as the platform knows them; resolved to a person before anything else happens. */
export interface Actor {
  readonly platform: string;
  readonly workspace?: string;
  readonly user: string;
}

interface AskBase {
  readonly actor: Actor;
  /** Unique per interaction of the platform: a replayed or double click is answered, not repeated. */
  readonly dedupeKey: string;
  readonly locale?: Locale;
}

export type Ask =
  | (AskBase & { readonly kind: 'command'; readonly text: string })
  | (AskBase & {
      readonly kind: 'action';
      readonly verb: string;
      readonly ref: string;
      readonly rev: number;
    })
  | (AskBase & {
      readonly kind: 'formSubmit';
      readonly form: string;
      readonly ref: string;
      readonly rev: number;
      readonly values: Readonly<Record<string, string>>;
    })
  /** A resident's post pasted or forwarded into the desk becomes an item. */
  | (AskBase & { readonly kind: 'flagMessage'; readonly text: string; readonly url?: string });

/** What the asker gets back; private to them. */
export type Reply =
  | { readonly kind: 'text'; readonly tone: Tone; readonly text: string }
  | { readonly kind: 'card'; readonly card: Card; readonly notice?: string }
  | {
      readonly kind: 'cards';
      readonly title: string;
      readonly cards: readonly Card[];
      readonly quiet?: string;
      readonly more?: string;
      readonly counts?: Readonly<Partial<Record<'owed' | 'mine' | 'quiet' | 'closed', number>>>;
    }
  | {
      readonly kind: 'page';
      readonly title: string;
      readonly body: readonly Block[];
      readonly card?: Card;
    }
  | { readonly kind: 'form'; readonly form: Form }
  | {
      readonly kind: 'errors';
      readonly form: Form;
      readonly errors: Readonly<Record<string, string>>;
    };

export type OnAsk = (ask: Ask) => Promise<Reply>;
