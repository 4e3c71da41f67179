-- The first slice: the town, items and what belongs to them, the tray, access, archive and log.
-- Times are epoch milliseconds UTC (bigint), as in the domain: no session time zone can bend them.

CREATE TABLE town_entry (
  kind text NOT NULL,
  id text NOT NULL,
  version integer NOT NULL,
  position integer NOT NULL,
  document jsonb NOT NULL,
  changed_by text NOT NULL,
  valid_from_ms bigint NOT NULL,
  valid_to_ms bigint,
  PRIMARY KEY (kind, id, version)
);
CREATE UNIQUE INDEX town_entry_current ON town_entry (kind, id) WHERE valid_to_ms IS NULL;

CREATE TABLE author (
  id serial PRIMARY KEY,
  channel text NOT NULL,
  identity text,
  external_id text,
  handle text,
  name text,
  email text,
  search tsvector GENERATED ALWAYS AS (
    to_tsvector('simple', left(coalesce(name, ''), 1000) || ' ' || left(coalesce(handle, ''), 1000))
  ) STORED,
  UNIQUE (channel, identity)
);
CREATE INDEX author_search ON author USING gin (search);

CREATE TABLE item (
  id serial PRIMARY KEY,
  channel text NOT NULL,
  department text NOT NULL,
  external_id text NOT NULL,
  parent_external_id text,
  root_external_id text,
  author_id integer REFERENCES author (id),
  visibility text NOT NULL,
  url text,
  published_at_ms bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  item_class text NOT NULL,
  class_confirmed boolean NOT NULL,
  state_kind text NOT NULL,
  state_at_ms bigint,
  holder text,
  answer_origin text,
  referral text,
  no_answer_reason text,
  cycle_n integer,
  clock_running boolean NOT NULL,
  due_at_ms bigint,
  presence text NOT NULL,
  snoozed_until_ms bigint,
  rev integer NOT NULL,
  -- The working copy of the current version, for cards and search. The record is in `archived`;
  -- erasing an item empties both, and both are found by the item's id.
  version integer NOT NULL DEFAULT 0,
  content_hash text NOT NULL DEFAULT '',
  text text NOT NULL DEFAULT '',
  media jsonb NOT NULL DEFAULT '[]',
  language text NOT NULL DEFAULT 'und',
  -- A flag of band urgent or review wants a card even where the suggested class owes no answer.
  card_due boolean NOT NULL DEFAULT false,
  -- One truth about which list an item stands in, computed where it is indexed.
  list text GENERATED ALWAYS AS (
    CASE
      WHEN state_kind IN ('answered', 'referred', 'no-answer') THEN 'closed'
      WHEN clock_running THEN 'owed'
      WHEN presence = 'gone' THEN 'closed'
      WHEN state_kind = 'taken' THEN 'owed'
      WHEN item_class IN ('neutral', 'citizen-to-citizen') AND (class_confirmed OR NOT card_due)
        THEN 'quiet'
      ELSE 'owed'
    END
  ) STORED,
  -- A text search vector ends at 1 MB; nobody looks for a comment by its hundred-thousandth letter.
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(text, 100000))) STORED,
  UNIQUE (channel, external_id)
);
CREATE INDEX item_owed ON item (due_at_ms, published_at_ms, id) WHERE list = 'owed';
CREATE INDEX item_list_published_at_ms_id_idx ON item (list, published_at_ms DESC, id DESC);
CREATE INDEX item_list_department_published_at_ms_id_idx
  ON item (list, department, published_at_ms DESC, id DESC);
CREATE INDEX item_channel_published_at_ms_idx ON item (channel, published_at_ms);
CREATE INDEX item_published_at_ms_idx ON item (published_at_ms);
CREATE INDEX item_author_id_published_at_ms_idx ON item (author_id, published_at_ms);
-- By hash: an address may be longer than an ordered index can hold.
CREATE INDEX item_url_idx ON item USING hash (url);
CREATE INDEX item_search ON item USING gin (search);

CREATE TABLE item_version (
  item_id integer NOT NULL REFERENCES item (id),
  n integer NOT NULL,
  content_hash text NOT NULL,
  seen_at_ms bigint NOT NULL,
  PRIMARY KEY (item_id, n)
);

CREATE TABLE archived (
  commitment text PRIMARY KEY,
  item_id integer REFERENCES item (id),
  version integer,
  field text NOT NULL,
  salt bytea NOT NULL CHECK (length(salt) = 32),
  content bytea NOT NULL,
  archived_at_ms bigint NOT NULL
);
CREATE INDEX archived_item_id_version_idx ON archived (item_id, version);

CREATE TABLE flag (
  id serial PRIMARY KEY,
  item_id integer NOT NULL REFERENCES item (id),
  version integer NOT NULL,
  source text NOT NULL,
  category text NOT NULL,
  rule text NOT NULL,
  why jsonb NOT NULL,
  ground text,
  shown text,
  span_start integer,
  span_end integer,
  band text NOT NULL,
  rules_version text NOT NULL
);
CREATE INDEX flag_item_id_idx ON flag (item_id);

CREATE TABLE clock_cycle (
  item_id integer NOT NULL REFERENCES item (id),
  n integer NOT NULL,
  clock text NOT NULL,
  start_at_ms bigint NOT NULL,
  due_at_ms bigint,
  overdue_from_ms bigint,
  stopped_at_ms bigint,
  stopped_by text,
  PRIMARY KEY (item_id, n)
);

CREATE TABLE clock_pause (
  id serial PRIMARY KEY,
  item_id integer NOT NULL,
  cycle_n integer NOT NULL,
  start_ms bigint NOT NULL,
  end_ms bigint,
  reason text NOT NULL,
  person text NOT NULL,
  FOREIGN KEY (item_id, cycle_n) REFERENCES clock_cycle (item_id, n)
);
CREATE INDEX clock_pause_item_id_cycle_n_idx ON clock_pause (item_id, cycle_n);

CREATE TABLE reply (
  id serial PRIMARY KEY,
  item_id integer NOT NULL REFERENCES item (id),
  cycle_n integer NOT NULL,
  person text NOT NULL,
  text text NOT NULL,
  key text NOT NULL UNIQUE,
  referral text,
  state_kind text NOT NULL,
  state_at_ms bigint,
  external_id text,
  url text,
  how text,
  code text,
  message text
);
CREATE INDEX reply_item_id_idx ON reply (item_id);
CREATE INDEX reply_external_id_idx ON reply (external_id);

CREATE TABLE letter (
  id serial PRIMARY KEY,
  item_id integer NOT NULL REFERENCES item (id),
  kind text NOT NULL,
  reference text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  message_id text NOT NULL UNIQUE,
  person text NOT NULL,
  state_kind text NOT NULL,
  state_at_ms bigint,
  message text
);
CREATE INDEX letter_item_id_idx ON letter (item_id);

CREATE TABLE report (
  receipt text PRIMARY KEY,
  department text NOT NULL,
  kind text NOT NULL,
  link text,
  text text NOT NULL,
  email text,
  received_at_ms bigint NOT NULL,
  verified boolean NOT NULL,
  item_id integer NOT NULL REFERENCES item (id)
);
CREATE INDEX report_item_id_idx ON report (item_id);

CREATE TABLE channel_state (
  channel text PRIMARY KEY,
  cursor jsonb,
  pulled_at_ms bigint,
  last_event_at_ms bigint,
  fault text
);

-- The tray. The raw body stays until the delivery is purged after 14 days: what a connector did not
-- know then can be read again after an upgrade, and it goes by itself.
CREATE TABLE delivery (
  id bigserial PRIMARY KEY,
  channel text NOT NULL,
  delivery_key text NOT NULL,
  body bytea NOT NULL,
  received_at_ms bigint NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  not_before_ms bigint NOT NULL DEFAULT 0,
  fault text,
  UNIQUE (channel, delivery_key)
);
CREATE INDEX delivery_waiting ON delivery (id) WHERE state = 'waiting';
CREATE INDEX delivery_done ON delivery (received_at_ms) WHERE state = 'done';

CREATE TABLE interaction (
  platform text NOT NULL,
  key text NOT NULL,
  seen_at_ms bigint NOT NULL,
  PRIMARY KEY (platform, key)
);
CREATE INDEX interaction_seen_at_ms_idx ON interaction (seen_at_ms);

CREATE TABLE access_link (
  secret_hash bytea PRIMARY KEY,
  person text NOT NULL,
  issued_by text NOT NULL,
  expires_at_ms bigint NOT NULL,
  used_at_ms bigint
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  person text NOT NULL,
  expires_at_ms bigint NOT NULL
);

CREATE TABLE slot (
  key text PRIMARY KEY,
  claimed_at_ms bigint NOT NULL
);
CREATE INDEX slot_claimed_at_ms_idx ON slot (claimed_at_ms);

CREATE TABLE log_entry (
  seq bigint PRIMARY KEY,
  line text NOT NULL,
  leaf_hash bytea NOT NULL,
  item_id integer,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX log_entry_item_id_seq_idx ON log_entry (item_id, seq);

CREATE TABLE log_checkpoint (
  tree_size bigint PRIMARY KEY,
  note text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Positions without a gap: no sequence (a rollback would leave a hole) but the last one plus one,
-- under a lock held until commit. Needs READ COMMITTED: an older snapshot would see an older end,
-- and then fail on the primary key. The hash of RFC 6962 is recomputed here, so that no writer can
-- store a line that its leaf does not prove.
CREATE FUNCTION log_entry_append() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7046029254386353131);
  IF NEW.leaf_hash IS DISTINCT FROM sha256('\x00'::bytea || convert_to(NEW.line, 'UTF8')) THEN
    RAISE EXCEPTION 'log: leaf hash does not match its line' USING ERRCODE = 'check_violation';
  END IF;
  NEW.seq := coalesce((SELECT seq FROM log_entry ORDER BY seq DESC LIMIT 1), -1) + 1;
  RETURN NEW;
END $$;

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER log_entry_append BEFORE INSERT ON log_entry
  FOR EACH ROW EXECUTE FUNCTION log_entry_append();
CREATE TRIGGER log_entry_unchanged BEFORE UPDATE OR DELETE ON log_entry
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER log_entry_kept BEFORE TRUNCATE ON log_entry
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER log_checkpoint_unchanged BEFORE UPDATE OR DELETE ON log_checkpoint
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER log_checkpoint_kept BEFORE TRUNCATE ON log_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
