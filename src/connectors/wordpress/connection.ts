import { z } from 'zod';
import { variableName } from '../variable-name.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const blogAddress = z
  .url({ protocol: /^https?$/ })
  .refine((address) => {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || LOOPBACK.has(hostname);
  }, 'must be https: the password would travel in clear text')
  .transform((address) => address.replace(/\/+$/, ''));

/** What the town file says of a WordPress blog. */
export const wordpressConnection = z
  .strictObject({
    url: blogAddress.describe('Address of the blog, the folder included if it is in one.'),
    user: z.string().min(1).describe("Login name of the desk's own account in WordPress."),
    passwordEnv: variableName.describe("Variable that holds the account's application password."),
    hookSecretEnv: variableName
      .optional()
      .describe('Variable of the secret that the must-use plugin signs with, if it is installed.'),
    previousHookSecretEnv: variableName
      .optional()
      .describe('Variable of the secret that is being replaced; both are accepted meanwhile.'),
    officialUserIds: z
      .array(z.int().positive())
      .default([])
      .describe("WordPress users who answer for the town: their comments are the town's answers."),
    windowDays: z
      .int()
      .min(1)
      .max(90)
      .default(14)
      .describe('How far back edits and changes of status are looked for at every pull.'),
  })
  .refine((c) => c.hookSecretEnv !== undefined || c.previousHookSecretEnv === undefined, {
    path: ['previousHookSecretEnv'],
    message: 'is of no use without hookSecretEnv',
  });

export type WordpressConnection = z.infer<typeof wordpressConnection>;
