import { z } from 'zod';
import type { FilePath } from './places.ts';
import { type Connections, townFileSchema } from './schema.ts';

/** As much of JSON Schema as is walked here. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** The schema that editors complete and check a town file by; docs/town.schema.json is its copy. */
export function townJsonSchema(connections: Connections): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(townFileSchema(connections), {
    io: 'input',
    target: 'draft-7',
  });
  return {
    $schema,
    title: 'Kvorum town file',
    description: 'A town as Kvorum knows it: people, channels, targets, grounds, calendars.',
    ...rest,
  };
}

/** The keys that may stand in the map at a path, for telling what a mistyped one was meant to be. */
export function keysAt(path: FilePath, root: Record<string, unknown>, data: unknown): string[] {
  let found = choices(root, data);
  let value = data;
  for (const step of path) {
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined;
    found = found.flatMap((schema) => below(schema, step)).flatMap((one) => choices(one, value));
  }
  const keys = found.flatMap((schema) => [
    ...Object.keys(schema.properties ?? {}),
    ...(schema.propertyNames?.enum ?? []),
  ]);
  return [...new Set(keys)];
}

/** Of several forms the one that the data names, as a channel names its platform; else all of them. */
function choices(schema: Schema, value: unknown): Schema[] {
  const all = (schema.oneOf ?? schema.anyOf ?? []).flatMap((choice) => choices(choice, value));
  if (all.length === 0) return [schema];
  const named = all.filter(
    ({ properties }) =>
      isRecord(value) &&
      Object.entries(properties ?? {}).some(
        ([key, { const: only }]) => only !== undefined && only === value[key],
      ),
  );
  return named.length > 0 ? named : all;
}

function below(schema: Schema, step: string | number): Schema[] {
  const next =
    typeof step === 'number'
      ? schema.items
      : (schema.properties?.[step] ?? schema.additionalProperties);
  return typeof next === 'object' ? [next] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
