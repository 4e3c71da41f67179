import { z } from 'zod';
import { variableName } from '../variable-name.ts';

/** What the town file says of a webhook channel. */
export const webhookConnection = z.strictObject({
  secretEnv: variableName.describe('Variable that holds the signing secret (whsec_…).'),
  previousSecretEnv: variableName
    .optional()
    .describe('Variable of the secret that is being replaced; both are accepted meanwhile.'),
});
