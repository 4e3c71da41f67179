import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '#store/sql.ts';

/** Tables, columns, keys and plain indexes as one comparable text per fact. */
export async function databaseSchema(database: Database): Promise<string[]> {
  const columns = await database.query<Fact>(
    `SELECT format('%s.%s %s%s%s', table_name, column_name,
       CASE udt_name WHEN 'int4' THEN 'int' WHEN 'int8' THEN 'bigint' ELSE udt_name END,
       CASE WHEN is_nullable = 'YES' THEN '?' ELSE '' END,
       CASE WHEN is_generated = 'ALWAYS' THEN '' WHEN column_default IS NULL THEN ''
            WHEN column_default LIKE 'nextval(%' THEN ' default autoincrement()'
            ELSE ' default ' || regexp_replace(column_default, '^''(.*)''::\\w+$', '"\\1"') END) AS fact
     FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name NOT IN ${OURS_NOT}`,
  );
  const indexes = await database.query<Fact>(
    `SELECT format('%s %s (%s)', c.relname,
       CASE WHEN i.indisprimary THEN 'id' WHEN i.indisunique THEN 'unique' ELSE 'index ' || am.amname END,
       (SELECT string_agg(a.attname || CASE WHEN i.indoption[k.n - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.n)
        FROM unnest(i.indkey) WITH ORDINALITY k(attnum, n)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum)) AS fact
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
       JOIN pg_am am ON am.oid = x.relam
     WHERE c.relnamespace = current_schema()::regnamespace AND i.indpred IS NULL
       AND am.amname <> 'gin' AND c.relname NOT IN ${OURS_NOT}`,
  );
  const references = await database.query<Fact>(
    `SELECT format('%s (%s) references %s (%s) %s%s', conrelid::regclass, cols(conrelid, conkey),
       confrelid::regclass, cols(confrelid, confkey), confdeltype, confupdtype) AS fact
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`.replace(
      /cols\((\w+), (\w+)\)/g,
      COLUMNS_OF,
    ),
  );
  return [...columns, ...indexes, ...references].map(({ fact }) => fact).sort();
}

/** The same facts as prisma/schema.prisma states them. Its grammar is line by line; ours uses little of it. */
export async function prismaSchema(): Promise<string[]> {
  const text = await readFile(join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8');
  const models = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map((match) =>
    modelOf(match[1] ?? '', match[2] ?? ''),
  );
  const byName = new Map(models.map((model) => [model.name, model]));
  return models.flatMap((model) => factsOf(model, byName)).sort();
}

interface Fact {
  readonly fact: string;
}

interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly column: string;
  readonly attributes: string;
}

interface Model {
  readonly name: string;
  readonly table: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly attributes: readonly string[];
}

const OURS_NOT = `('_prisma_migrations', 'test_job')`;

const COLUMNS_OF = `(SELECT string_agg(a.attname, ', ' ORDER BY k.n)
  FROM unnest($2) WITH ORDINALITY k(attnum, n)
  JOIN pg_attribute a ON a.attrelid = $1 AND a.attnum = k.attnum)`;

const TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'int',
  BigInt: 'bigint',
  Boolean: 'bool',
  Json: 'jsonb',
  Bytes: 'bytea',
  DateTime: 'timestamptz',
  'Unsupported("tsvector")': 'tsvector',
};

function modelOf(name: string, body: string): Model {
  const lines = body.split('\n').map((line) => line.trim());
  const fields = lines.flatMap((line): Field[] => {
    const match = /^(\w+)\s+(\w+(?:\("\w+"\))?(?:\[\])?)(\??)\s*(.*)$/.exec(line);
    if (!match) return [];
    const [, field = '', type = '', optional, attributes = ''] = match;
    const column = /@map\("(\w+)"\)/.exec(attributes)?.[1] ?? field;
    return [{ name: field, type, optional: optional === '?', column, attributes }];
  });
  const attributes = lines.filter((line) => line.startsWith('@@'));
  const table = /@@map\("(\w+)"\)/.exec(attributes.join('\n'))?.[1] ?? name;
  return { name, table, fields: new Map(fields.map((each) => [each.name, each])), attributes };
}

function factsOf(model: Model, models: ReadonlyMap<string, Model>): string[] {
  const columns = (list: string, of: Model): string =>
    list
      .split(/,(?![^(]*\))/)
      .map((part) => {
        const [, name = '', desc] = /^(\w+)(\(sort: Desc\))?$/.exec(part.trim()) ?? [];
        return `${of.fields.get(name)?.column}${desc ? ' desc' : ''}`;
      })
      .join(', ');
  const facts: string[] = [];
  for (const field of model.fields.values()) {
    const other = models.get(field.type.replace('[]', ''));
    if (other) {
      const relation =
        /fields: \[(.+?)\], references: \[(.+?)\], onDelete: NoAction, onUpdate: NoAction/.exec(
          field.attributes,
        );
      if (relation) {
        const [, own = '', theirs = ''] = relation;
        facts.push(
          `${model.table} (${columns(own, model)}) references ${other.table} (${columns(theirs, other)}) aa`,
        );
      }
      continue;
    }
    const given = /@default\((.*?)\)(?: |$)/.exec(field.attributes)?.[1];
    const fallback = given === undefined ? '' : ` default ${given}`;
    facts.push(
      `${model.table}.${field.column} ${TYPES[field.type] ?? field.type}${field.optional ? '?' : ''}${fallback}`,
    );
    if (/@id\b/.test(field.attributes)) facts.push(`${model.table} id (${field.column})`);
    if (/@unique\b/.test(field.attributes)) facts.push(`${model.table} unique (${field.column})`);
  }
  for (const attribute of model.attributes) {
    const match = /^@@(id|unique|index)\(\[(.+)\](?:, type: (\w+))?\)$/.exec(attribute);
    if (!match) continue;
    const [, kind = '', list = '', type = 'btree'] = match;
    const named = kind === 'index' ? `index ${type.toLowerCase()}` : kind;
    facts.push(`${model.table} ${named} (${columns(list, model)})`);
  }
  return facts;
}
