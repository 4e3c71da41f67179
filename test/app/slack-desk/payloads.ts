/** Interactions in the shape in which Slack sends them (docs.slack.dev/reference/interaction-payloads). */

const team = { id: 'T9TK3CUKW', domain: 'town' };
const user = { id: 'U0ANNA', username: 'anna', name: 'anna', team_id: 'T9TK3CUKW' };
const common = { team, user, api_app_id: 'A0KVORUM', token: 'verification', enterprise: null };

export const command = {
  token: 'verification',
  team_id: 'T9TK3CUKW',
  team_domain: 'town',
  channel_id: 'C0DESK',
  channel_name: 'desk',
  user_id: 'U0ANNA',
  user_name: 'anna',
  command: '/desk',
  text: 'reply 12 Tom &amp; Jerry &lt;3',
  api_app_id: 'A0KVORUM',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T9TK3CUKW/1/abc',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
};

export const button = {
  ...common,
  type: 'block_actions',
  container: {
    type: 'message',
    message_ts: '1795424430.000100',
    channel_id: 'C0DESK',
    is_ephemeral: false,
  },
  trigger_id: '12466734323.1395872398',
  channel: { id: 'C0DESK', name: 'desk' },
  message: { type: 'message', bot_id: 'B1', ts: '1795424430.000100', text: '#12', blocks: [] },
  state: { values: {} },
  response_url: 'https://hooks.slack.com/actions/T9TK3CUKW/1/abc',
  actions: [
    {
      action_id: 'desk:0',
      block_id: 'b1',
      text: { type: 'plain_text', text: 'Take', emoji: false },
      value: 'take|12|3',
      type: 'button',
      action_ts: '1795424431.000000',
    },
  ],
};

const view = {
  id: 'V1',
  team_id: 'T9TK3CUKW',
  type: 'modal',
  blocks: [],
  private_metadata: JSON.stringify({
    form: 'reply',
    ref: '12',
    rev: 3,
    answerTo: 'https://hooks.slack.com/x',
  }),
  callback_id: 'desk:fill',
  hash: '156772938.1827394',
  title: { type: 'plain_text', text: 'Reply' },
  root_view_id: 'V1',
  previous_view_id: null,
};

const { channel: _, message: __, response_url: ___, ...withoutMessage } = button;

export const inView = (type: 'modal' | 'home') => ({
  ...withoutMessage,
  container: { type: 'view', view_id: 'V1' },
  view: { ...view, type },
});

const option = (value: string) => ({ text: { type: 'plain_text', text: value }, value });

const values = {
  'f.text': { text: { type: 'plain_text_input', value: 'Hello,\r\nwe <will> & can.' } },
  'f.to': { to: { type: 'static_select', selected_option: option('registry') } },
  'f.sure': { sure: { type: 'checkboxes', selected_options: [option('1')] } },
  'f.not': { not: { type: 'checkboxes', selected_options: [] } },
  'f.note': { note: { type: 'plain_text_input', value: null } },
  'f.none': { none: { type: 'static_select', selected_option: null } },
  other: { other: { type: 'plain_text_input', value: 'x' } },
};

export const submission = (change: object = {}) => ({
  ...common,
  type: 'view_submission',
  trigger_id: '12466734323.1395872399',
  view: { ...view, state: { values }, ...change },
  response_urls: [],
});

export const shortcut = (message: object) => ({
  ...common,
  type: 'message_action',
  callback_id: 'flag_this',
  trigger_id: '13345224609.738474920.1',
  message_ts: '1795424430.000200',
  response_url: 'https://hooks.slack.com/app/T9TK3CUKW/1/abc',
  channel: { id: 'C0TIPS', name: 'tips' },
  action_ts: '1795424431.000000',
  message: { type: 'message', user: 'U0BO', ts: '1795424430.000200', ...message },
});

export const forwarded = {
  text: 'Ser ni den här?',
  attachments: [
    {
      ts: '1795424400.000100',
      channel_id: 'C0OTHER',
      is_msg_unfurl: true,
      is_share: true,
      from_url: 'https://town.slack.com/archives/C0OTHER/p1795424400000100',
      author_name: 'Bo',
      text: 'När öppnar badhuset? <https://fb.example/p/7>',
      fallback: '[November 23rd] bo: När öppnar badhuset?',
      message_blocks: [
        {
          team: 'T9TK3CUKW',
          channel: 'C0OTHER',
          ts: '1795424400.000100',
          message: {
            blocks: [
              {
                type: 'rich_text',
                elements: [
                  {
                    type: 'rich_text_section',
                    elements: [
                      { type: 'text', text: 'När öppnar badhuset? ' },
                      { type: 'link', url: 'https://fb.example/p/7?x=1&y=2', text: 'posten' },
                    ],
                  },
                  {
                    type: 'rich_text_quote',
                    elements: [
                      { type: 'user', user_id: 'U1' },
                      { type: 'text', text: ' <undrar>' },
                    ],
                  },
                ],
              },
            ],
          },
        },
      ],
    },
  ],
} as const;

export const all = [
  command,
  button,
  inView('modal'),
  submission(),
  shortcut({ text: 'x' }),
  shortcut(forwarded),
];
