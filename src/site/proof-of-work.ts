import { createHmac } from 'node:crypto';
import { type Challenge, createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';

/** About a second on an ordinary telephone (facts: 1.0 s at these figures, 6 s at the library's). */
const COST = 1_000;
const COUNTER_MIN = 2_000;
const COUNTER_MAX = 4_000;
const VALID_MS = 10 * 60 * 1000;

const payloadSchema = z.object({
  challenge: z.object({ parameters: z.looseObject({ nonce: z.string() }), signature: z.string() }),
  solution: z.looseObject({ counter: z.number(), derivedKey: z.string() }),
});

/** A calculation that costs a visitor's browser a second, and whoever floods us much more. */
export interface ProofOfWork {
  challenge(): Promise<Challenge>;
  /** The solved challenge's nonce, to be used once; null when it is not solved, forged or too old. */
  solved(payload: string): Promise<string | null>;
}

export function proofOfWork(secret: Uint8Array, now: () => number): ProofOfWork {
  const key = (use: string) => createHmac('sha256', secret).update(use).digest('hex');
  const secrets = {
    hmacSignatureSecret: key('altcha signature'),
    hmacKeySignatureSecret: key('altcha key'),
  };
  return {
    challenge: () =>
      createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: COST,
        counter: randomInt(COUNTER_MIN, COUNTER_MAX),
        deriveKey,
        expiresAt: new Date(now() + VALID_MS),
        ...secrets,
      }),
    async solved(payload) {
      const parsed = payloadSchema.safeParse(decoded(payload));
      if (!parsed.success) return null;
      const { challenge, solution } = parsed.data as unknown as Parameters<
        typeof verifySolution
      >[0];
      const result = await verifySolution({ challenge, solution, deriveKey, ...secrets });
      return result.verified ? parsed.data.challenge.parameters.nonce : null;
    },
  };
}

function decoded(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}
