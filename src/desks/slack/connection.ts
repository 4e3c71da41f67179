import { z } from 'zod';
import { VARIABLE_NAME } from '#domain/town/variable-name.ts';

const variableName = z
  .string()
  .regex(VARIABLE_NAME, 'must be the name of an environment variable, such as SLACK_BOT_TOKEN');

const common = {
  workspace: z
    .string()
    .regex(/^[TE][A-Z0-9]{2,20}$/, 'must be the id of a workspace, such as T0123ABCD')
    .meta({ description: 'Only its members are served' }),
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,20}$/, 'must be the id of a channel, such as C0123ABCD')
    .meta({ description: 'The team’s own channel: cards are posted there' }),
  botTokenEnv: variableName.meta({ description: 'Variable that holds the bot token, xoxb-…' }),
  apiUrl: z
    .url()
    .regex(
      /^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/]).*\/$/,
      'must be an https address that ends with a slash: the token goes there',
    )
    .meta({ description: 'Slack’s own unless said; for GovSlack https://slack-gov.com/api/' })
    .optional(),
};

/**
 * What a desk in Slack needs to know from the town file. Secrets stand in environment variables.
 * Without a mode it is a socket that the desk opens: no address of its own is needed.
 */
export const slackConnection = z.discriminatedUnion('mode', [
  z.strictObject({
    ...common,
    mode: z.literal('socket').optional(),
    appTokenEnv: variableName.meta({ description: 'Variable that holds the app token, xapp-…' }),
  }),
  z.strictObject({
    ...common,
    mode: z.literal('http'),
    signingSecretEnv: variableName.meta({ description: 'Variable that holds the signing secret' }),
  }),
]);
