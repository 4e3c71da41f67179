import { z } from 'zod';
import type { FilePath } from './places.ts';
import { type Connections, townFileSchema } from './schema.ts';

/** As much of JSON Schema as is walked here. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
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
export function keysAt(path: FilePath, root: Record<string, unknown>): string[] {
  let found: Schema[] = [root];
  for (const step of path) {
    found = found.flatMap(alternatives).flatMap((schema) => below(schema, step));
  }
  const keys = found
    .flatMap(alternatives)
    .flatMap((schema) => [
      ...Object.keys(schema.properties ?? {}),
      ...(schema.propertyNames?.enum ?? []),
    ]);
  return [...new Set(keys)];
}

function alternatives(schema: Schema): Schema[] {
  const choices = schema.oneOf ?? schema.anyOf;
  return choices ? choices.flatMap(alternatives) : [schema];
}

function below(schema: Schema, step: string | number): Schema[] {
  const next =
    typeof step === 'number'
      ? schema.items
      : (schema.properties?.[step] ?? schema.additionalProperties);
  return typeof next === 'object' ? [next] : [];
}
