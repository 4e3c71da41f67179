-- Chat desks: what they are to show, who is known there, and what is being written.

-- One message of ours at a chat desk. It says what is wanted, not what happened: `wanted` counts the
-- changes of what it shows, `shown` is the change the platform has; several changes in between are
-- one edit.
CREATE TABLE desk_message (
  desk text NOT NULL,
  key text NOT NULL,
  -- Where messages follow one another: `channel`, or `person:<id>` for direct messages.
  conversation text NOT NULL,
  -- Key of the message in whose thread it stands.
  thread text,
  -- A card that is shown as it is; without one it is drawn anew from the record, by its key.
  card jsonb,
  wanted integer NOT NULL DEFAULT 1,
  shown integer NOT NULL DEFAULT 0,
  waits_since_ms bigint NOT NULL,
  not_before_ms bigint NOT NULL DEFAULT 0,
  leased_until_ms bigint NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  -- Since when a first post may have reached the platform without our knowing.
  posting_since_ms bigint,
  ref text,
  hash text,
  closed boolean NOT NULL DEFAULT false,
  -- When it looks different though nothing happened: a due time comes near, or passes.
  look_again_at_ms bigint,
  PRIMARY KEY (desk, key)
);
CREATE INDEX desk_message_waiting ON desk_message (desk, waits_since_ms) WHERE wanted > shown;
CREATE INDEX desk_message_look_again ON desk_message (look_again_at_ms)
  WHERE look_again_at_ms IS NOT NULL;
CREATE INDEX desk_message_desk_ref_idx ON desk_message (desk, ref);
CREATE INDEX desk_message_key_idx ON desk_message (key);

-- The pace of a conversation, for all replicas together, and what keeps it closed.
CREATE TABLE desk_conversation (
  desk text NOT NULL,
  conversation text NOT NULL,
  next_at_ms bigint NOT NULL DEFAULT 0,
  fault text,
  fault_since_ms bigint,
  PRIMARY KEY (desk, conversation)
);

-- An account at a chat platform that a one-time code linked to a person, or that is barred: it
-- became a guest's there, or was closed. The person is null for a barred one.
CREATE TABLE linked_account (
  platform text NOT NULL,
  workspace text NOT NULL,
  account text NOT NULL,
  person text,
  linked_at_ms bigint NOT NULL,
  PRIMARY KEY (platform, workspace, account)
);
CREATE INDEX linked_account_person_idx ON linked_account (person);

-- What somebody has written into a form and is looking at before it is sent. It is kept here because
-- no platform carries so much from one dialog to the next.
CREATE TABLE draft (
  key text PRIMARY KEY,
  owner text NOT NULL,
  fields jsonb NOT NULL,
  expires_at_ms bigint NOT NULL
);
CREATE INDEX draft_expires_at_ms_idx ON draft (expires_at_ms);
