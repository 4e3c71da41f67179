-- A delivery of many events is taken in part by part, each in a transaction of its own.
ALTER TABLE delivery ADD COLUMN taken_in integer NOT NULL DEFAULT 0;
