import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const AGE_MIN_MS = 3_000;

const AGE_MAX_MS = 12 * 60 * 60 * 1000;

export type TokenVerdict =
  | { readonly kind: 'good'; readonly formKey: string }
  /** Filled in faster than a person can. */
  | { readonly kind: 'too-fast' }
  /** Forged, broken or too old. */
  | { readonly kind: 'bad' };

/** Binds a sent form to one that was handed out: when, by us, and which one. */
export interface FormTokens {
  issue(): string;
  check(token: string): TokenVerdict;
}

/** @param secret shared by all replicas */
export function formTokens(secret: Uint8Array, now: () => number): FormTokens {
  const sign = (body: string) => createHmac('sha256', secret).update(`form ${body}`).digest();
  return {
    issue() {
      const body = `${randomUUID()}.${now()}`;
      return `${body}.${sign(body).toString('base64url')}`;
    },
    check(token) {
      const [formKey, issued, signature] = token.split('.');
      if (!formKey || !issued || !signature) return { kind: 'bad' };
      const given = Buffer.from(signature, 'base64url');
      const right = sign(`${formKey}.${issued}`);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return { kind: 'bad' };
      const ageMs = now() - Number(issued);
      if (ageMs > AGE_MAX_MS) return { kind: 'bad' };
      return ageMs < AGE_MIN_MS ? { kind: 'too-fast' } : { kind: 'good', formKey };
    },
  };
}
