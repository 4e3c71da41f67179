-- Reminders come from what is, never from timers: the moment at which an item is to be looked at again
-- stands in its row, and what was said to whom beside it. Not said twice, whoever looks.

-- 0: as soon as possible, something has changed. Null: nothing about it falls due by itself.
ALTER TABLE item ADD COLUMN next_action_at_ms bigint;
CREATE INDEX item_next_action ON item (next_action_at_ms) WHERE next_action_at_ms IS NOT NULL;
UPDATE item SET next_action_at_ms = 0 WHERE clock_running;

CREATE TABLE reminder (
  item_id integer NOT NULL REFERENCES item (id),
  cycle_n integer NOT NULL,
  stage text NOT NULL CHECK (stage IN ('half', 'soon', 'overdue', 'late')),
  person text NOT NULL,
  -- Overtaken: a later stage came before this one could be said.
  outcome text NOT NULL CHECK (outcome IN ('said', 'overtaken')),
  at_ms bigint NOT NULL,
  PRIMARY KEY (item_id, cycle_n, stage, person)
);

CREATE TABLE absence (
  id serial PRIMARY KEY,
  person text NOT NULL,
  from_ms bigint NOT NULL,
  -- Null: until the person says to be back.
  until_ms bigint,
  deputy text
);
CREATE INDEX absence_person_idx ON absence (person);
